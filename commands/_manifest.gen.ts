// Generated from the manifest by `soar types --write`. Do not edit.
import type { Json, Secret } from "soarkit";
import type { connect } from "./_connect.ts";

export interface Code42 {
  params: {
    /** Code42 console URL. Where alert links lead. Left empty, it is derived from the API URL: console.us.code42.com from api.us.code42.com. */
    console_url?: string;
    /** Code42 API URL. With or without https://. It must be of the same region as the console. */
    api_url: string;
    /** API client ID */
    credentials: { identifier: string; password: Secret };
    /** Fetch incidents */
    isFetch?: boolean;
    /** Incident type */
    incidentType: string;
    /** Severities of the alerts to fetch. Empty fetches all of them. */
    alert_severity?: ("Critical" | "High" | "Moderate" | "Low")[];
    /** First fetch time range (<number> <time unit>, e.g., 1 hour, 30 minutes). How far back the first fetch goes. Later fetches continue where the one before ended. */
    fetch_time: string;
    /** Incidents to fetch per run. From 1 to 1000. What does not fit into one run comes with the next; nothing is lost. */
    fetch_limit: string;
    /** Look back (<number> <time unit>, e.g., 7 days). How late after it began an alert's activity may be reported and still be found. */
    look_back: string;
    /** Add the file events to the fetched incidents */
    include_files: boolean;
    /** Incidents fetch interval */
    incidentFetchInterval: string;
    /** Incident mirroring direction. Outgoing closes an alert in Incydr when its incident is closed, and adds notes to it. Incoming closes an incident when its alert is closed in Incydr, reopens it, and brings in notes. */
    mirror_direction: "None" | "Incoming" | "Outgoing" | "Incoming And Outgoing";
    /** Watchlist of high-risk employees. Which watchlist the code42-highriskemployee commands use: its title, its type (such as FLIGHT_RISK) or its ID. A list with that title is created when the first user is added. */
    high_risk_watchlist: string;
    /** Use v2 file events. Kept so that old instances load. File events are version 2 always. */
    v2_events: boolean;
    /** Trust any certificate (not secure) */
    insecure: boolean;
    /** Use system proxy settings */
    proxy: boolean;
    /** Maximum number of file events per fetch. How many file events one fetch of the event collector reads at most. What is left comes with the next. */
    max_file_events_per_fetch: string;
    /** Maximum number of audit events per fetch. How many entries of the audit log one fetch of the event collector reads at most. What is left comes with the next. */
    max_audit_events_per_fetch: string;
    /** Look back for file events (<number> <time unit>, e.g., 15 minutes). How long after its time of insertion a file event may turn up and still be found by the event collector. */
    file_events_look_back: string;
    /** Look back for audit logs (<number> <time unit>, e.g., 24 hours). How long after it happened an entry of the audit log may turn up and still be found by the event collector. */
    audit_logs_look_back: string;
    /** Proxy to route requests through. http://host:port, or http://user:password@host:port. It comes before the system's proxy settings. */
    http_proxy?: Secret;
    /** Client certificate (PEM). For a proxy in front of Incydr that asks for one, with its chain. Its key goes with it. */
    client_certificate?: string;
    /** Key of the client certificate (PEM, unencrypted) */
    client_certificate_key?: Secret;
  };
  client: Awaited<ReturnType<typeof connect>>;
  commands: {
    /** Looks up one alert. */
    "code42-alert-get": {
      args: {
        /** ID of the alert, as fetched incidents carry it. */
        id: string;
      };
      context: "Code42.SecurityAlert";
    };
    /** Changes the state of an alert. */
    "code42-alert-update": {
      args: {
        /** ID of the alert, as fetched incidents carry it. */
        id: string;
        /** State to give the alert. TP is a true positive, FP a false one. */
        state: "OPEN" | "OPEN_NEW_DATA" | "IN_PROGRESS" | "CLOSED" | "CLOSED_TP" | "CLOSED_TP_BENIGN" | "CLOSED_FP";
      };
      context: "Code42.SecurityAlert";
    };
    /** Deprecated. Use the code42-alert-update command instead. Closes an alert as a true positive. */
    "code42-alert-resolve": {
      args: {
        /** ID of the alert, as fetched incidents carry it. */
        id: string;
      };
      context: "Code42.SecurityAlert";
    };
    /** Searches file events. At least one of json, hash, username, hostname, start_time and end_time is needed; an event must match all that are given. */
    "code42-file-events-search": {
      args: {
        /** Also keep the events in the context, under Code42.FileEvents. */
        "add-to-context": boolean;
        /** A whole file event query in Incydr's own JSON form, with a sort order if wanted. The other filters narrow it. */
        json?: Json;
        /** How many events to give at most. */
        results: number;
        /** Lowest risk score an event may have. 0 takes events without risk, too. Beside json, 1 counts as not given, so that the default takes nothing away from it: ask for risk.score in the json itself. */
        min_risk_score: number;
        /** MD5 or SHA256 hash of the file. */
        hash?: string;
        /** User who did it. A * stands for any characters. */
        username?: string;
        /** Name of the device it was done on. A * stands for any characters. */
        hostname?: string;
        /** Only events at this time or later, such as "2 days ago" or 2026-01-05T10:00:00Z. */
        start_time?: number;
        /** Only events at this time or earlier. */
        end_time?: number;
      };
      context: "Code42.FileEvents";
    };
    /** Shows the file events of the incident and of earlier searches as one table. */
    "code42-file-events-table": {
      args: {
        /** Which events to show: those of the incident, those that searches have added to the context, or all. */
        include: "all" | "incident" | "searches";
      };
      context: never;
    };
    /** Lists the watchlists. */
    "code42-watchlists-list": {
      args: object;
      context: "Code42.Watchlists";
    };
    /** Adds a user to a watchlist. A user who is on it already stays. */
    "code42-watchlists-add-user": {
      args: {
        /** Email address of the user. */
        username: string;
        /** ID, type (such as DEPARTING_EMPLOYEE) or title of the watchlist. */
        watchlist: string;
      };
      context: "Code42.UsersAddedToWatchlists";
    };
    /** Removes a user from a watchlist. */
    "code42-watchlists-remove-user": {
      args: {
        /** Email address of the user. */
        username: string;
        /** ID, type (such as DEPARTING_EMPLOYEE) or title of the watchlist. */
        watchlist: string;
      };
      context: "Code42.UsersRemovedFromWatchlists";
    };
    /** Lists the users who were added to a watchlist one by one. Members by department or directory group are left out. */
    "code42-watchlists-list-included-users": {
      args: {
        /** ID, type (such as DEPARTING_EMPLOYEE) or title of the watchlist. */
        watchlist: string;
        /** Only this user, if on the list. */
        username?: string;
      };
      context: "Code42.WatchlistUsers";
    };
    /** Looks up one session with its history, notes, alerts and risk indicators. An alert's ID is its session's. */
    "code42-session-get": {
      args: {
        /** ID of the session, or of the alert, which is the same. */
        id: string;
      };
      context: "Code42.Session";
    };
    /** Searches sessions. Pages are read until there are as many as limit says; with page_number exactly that page is given, and limit is not used. */
    "code42-session-search": {
      args: {
        /** ID of the user whose sessions are meant. */
        actor_id?: string;
        /** Only sessions that begin at this time or later, such as "7 days ago", 2026-01-05T10:00:00Z or an epoch. */
        on_or_after?: number;
        /** Only sessions that begin before this time. */
        before?: number;
        /** Only sessions of this kind. */
        type?: "STANDARD" | "ACCOUNT_TAKE_OVER";
        /** Whether sessions are meant that raised an alert, or those that did not. */
        has_alerts: boolean;
        /** IDs of risk indicators. Only sessions that have all of them. */
        risk_indicators?: readonly string[];
        /** Only sessions in one of these states. TP is a true positive, FP a false one. */
        state?: readonly ("OPEN" | "OPEN_NEW_DATA" | "IN_PROGRESS" | "CLOSED" | "CLOSED_TP" | "CLOSED_TP_BENIGN" | "CLOSED_FP")[];
        /** Only sessions of one of these severities, by name or number; 0 is NO RISK, 4 is CRITICAL. */
        severity?: readonly ("0" | "1" | "2" | "3" | "4" | "NO RISK" | "LOW" | "MODERATE" | "HIGH" | "CRITICAL")[];
        /** IDs of alert rules; code42-alert-rule-list shows them. Only sessions that one of them matched. */
        rule_id?: readonly string[];
        /** IDs of watchlists. Only sessions of users who are on one of them. */
        watchlist_id?: readonly string[];
        /** Only sessions for which the inspection of files' contents stands so. */
        content_inspection_status?: "PENDING" | "FOUND" | "NOT_FOUND";
        /** What the sessions are ordered by. */
        order_by: "end_time" | "score";
        /** In which direction they are ordered. */
        sort_direction: "asc" | "desc";
        /** Only this page, counted from 0. */
        page_number?: number;
        /** How many sessions to ask for at once, 1 to 50. Left out, as many as limit says, and 50 at most. */
        page_size?: number;
        /** How many sessions to give at most, 1 to 10000. Not used with page_number. */
        limit: number;
      };
      context: "Code42.Session";
    };
    /** Adds a note to a session. Earlier notes stay. */
    "code42-session-add-note": {
      args: {
        /** ID of the session, or of the alert, which is the same. */
        id: string;
        /** What to note, 2000 characters at most. */
        notecontent: string;
      };
      context: never;
    };
    /** Changes the state of all alerts that match, of which there may be many. At least one filter is needed beside has_alerts. Before it asks, it says how many there are; those that have the new state already are left alone. */
    "code42-alert-bulk-update": {
      args: {
        /** State to give the alerts. TP is a true positive, FP a false one. */
        new_state: "OPEN" | "OPEN_NEW_DATA" | "IN_PROGRESS" | "CLOSED" | "CLOSED_TP" | "CLOSED_TP_BENIGN" | "CLOSED_FP";
        /** ID of the user whose sessions are meant. */
        actor_id?: string;
        /** Only sessions that begin at this time or later, such as "7 days ago", 2026-01-05T10:00:00Z or an epoch. */
        on_or_after?: number;
        /** Only sessions that begin before this time. */
        before?: number;
        /** Only sessions of this kind. */
        type?: "STANDARD" | "ACCOUNT_TAKE_OVER";
        /** Whether sessions are meant that raised an alert, or those that did not. */
        has_alerts: boolean;
        /** IDs of risk indicators. Only sessions that have all of them. */
        risk_indicators?: readonly string[];
        /** Only sessions in one of these states. TP is a true positive, FP a false one. */
        state?: readonly ("OPEN" | "OPEN_NEW_DATA" | "IN_PROGRESS" | "CLOSED" | "CLOSED_TP" | "CLOSED_TP_BENIGN" | "CLOSED_FP")[];
        /** Only sessions of one of these severities, by name or number; 0 is NO RISK, 4 is CRITICAL. */
        severity?: readonly ("0" | "1" | "2" | "3" | "4" | "NO RISK" | "LOW" | "MODERATE" | "HIGH" | "CRITICAL")[];
        /** IDs of alert rules; code42-alert-rule-list shows them. Only sessions that one of them matched. */
        rule_id?: readonly string[];
        /** IDs of watchlists. Only sessions of users who are on one of them. */
        watchlist_id?: readonly string[];
        /** Only sessions for which the inspection of files' contents stands so. */
        content_inspection_status?: "PENDING" | "FOUND" | "NOT_FOUND";
      };
      context: "Code42.AlertBulkUpdate";
    };
    /** Lists the alert rules, which decide what activity raises an alert. */
    "code42-alert-rule-list": {
      args: {
        /** Only rules that are switched on, or only those that are off. */
        enabled?: boolean;
        /** ID, type (such as DEPARTING_EMPLOYEE) or title of a watchlist. Only rules that look at its members. */
        watchlist?: string;
      };
      context: "Code42.AlertRule";
    };
    /** Deprecated. Use the code42-watchlists-add-user command instead. Adds a user to the watchlist of departing employees, which is created where there is none. A user who is on it already stays. */
    "code42-departingemployee-add": {
      args: {
        /** Email address of the user. */
        username: string;
        /** Last day of the user, in the format YYYY-MM-DD. Left out, the one that is known stays. */
        departuredate?: string;
        /** What to note of the user. Left out, the notes stay. */
        note?: string;
      };
      context: "Code42.DepartingEmployee";
    };
    /** Deprecated. Use the code42-watchlists-remove-user command instead. Removes a user from the watchlist of departing employees. */
    "code42-departingemployee-remove": {
      args: {
        /** Email address of the user. It is needed, though older documents call it optional. */
        username?: string;
      };
      context: "Code42.DepartingEmployee";
    };
    /** Deprecated. Use the code42-watchlists-list-included-users command instead. Lists the users who were added to the watchlist of departing employees one by one, with their last days and notes. */
    "code42-departingemployee-get-all": {
      args: {
        /** How many employees to give at most; 50 when left out. */
        results?: number;
        /** Whom to list. OPEN is everyone; EXFILTRATION_24_HOURS and EXFILTRATION_30_DAYS are those with a file event of any risk in that time; LEAVING_TODAY are those whose last day is today (UTC). */
        filtertype: "EXFILTRATION_30_DAYS" | "EXFILTRATION_24_HOURS" | "OPEN" | "LEAVING_TODAY";
      };
      context: "Code42.DepartingEmployee";
    };
    /** Deprecated. Use the code42-watchlists-list-included-users command instead. Looks up one user on the watchlist of departing employees. */
    "code42-departingemployee-get": {
      args: {
        /** Email address of the user. */
        username: string;
      };
      context: "Code42.DepartingEmployee";
    };
    /** Deprecated. Use the code42-watchlists-add-user command instead. Adds a user to the watchlist of high-risk employees (parameter high_risk_watchlist), which is created where there is none. */
    "code42-highriskemployee-add": {
      args: {
        /** Email address of the user. */
        username: string;
        /** What to note of the user. Left out, the notes stay. */
        note?: string;
      };
      context: "Code42.HighRiskEmployee";
    };
    /** Deprecated. Use the code42-watchlists-remove-user command instead. Removes a user from the watchlist of high-risk employees (parameter high_risk_watchlist). */
    "code42-highriskemployee-remove": {
      args: {
        /** Email address of the user. */
        username: string;
      };
      context: "Code42.HighRiskEmployee";
    };
    /** Deprecated. Use the code42-watchlists-list-included-users command instead. Lists the users who were added to the watchlist of high-risk employees (parameter high_risk_watchlist) one by one, with their notes. */
    "code42-highriskemployee-get-all": {
      args: {
        /** Only who has all of these risk tags, which are the watchlists of these types. */
        risktags?: readonly ("PERFORMANCE_CONCERNS" | "SUSPICIOUS_SYSTEM_ACTIVITY" | "POOR_SECURITY_PRACTICES" | "HIGH_IMPACT_EMPLOYEE" | "ELEVATED_ACCESS_PRIVILEGES" | "FLIGHT_RISK" | "CONTRACT_EMPLOYEE")[];
        /** How many employees to give at most; 50 when left out. */
        results?: number;
        /** Whom to list. OPEN is everyone; EXFILTRATION_24_HOURS and EXFILTRATION_30_DAYS are those with a file event of any risk in that time. */
        filtertype: "EXFILTRATION_30_DAYS" | "EXFILTRATION_24_HOURS" | "OPEN";
      };
      context: "Code42.HighRiskEmployee";
    };
    /** Deprecated. Use the code42-watchlists-list-included-users command instead. Looks up one user on the watchlist of high-risk employees (parameter high_risk_watchlist). */
    "code42-highriskemployee-get": {
      args: {
        /** Email address of the user. */
        username: string;
      };
      context: "Code42.HighRiskEmployee";
    };
    /** Deprecated. Use the code42-watchlists-add-user command instead. Gives a user risk tags: adds the user to the watchlists of these types, each created where there is none. */
    "code42-highriskemployee-add-risk-tags": {
      args: {
        /** Email address of the user. */
        username: string;
        /** Risk tags to give the user, separated by commas. */
        risktags: readonly ("PERFORMANCE_CONCERNS" | "SUSPICIOUS_SYSTEM_ACTIVITY" | "POOR_SECURITY_PRACTICES" | "HIGH_IMPACT_EMPLOYEE" | "ELEVATED_ACCESS_PRIVILEGES" | "FLIGHT_RISK" | "CONTRACT_EMPLOYEE")[];
      };
      context: "Code42.HighRiskEmployee";
    };
    /** Deprecated. Use the code42-watchlists-remove-user command instead. Takes risk tags from a user: removes the user from the watchlists of these types. */
    "code42-highriskemployee-remove-risk-tags": {
      args: {
        /** Email address of the user. */
        username: string;
        /** Risk tags to take from the user, separated by commas. */
        risktags: readonly ("PERFORMANCE_CONCERNS" | "SUSPICIOUS_SYSTEM_ACTIVITY" | "POOR_SECURITY_PRACTICES" | "HIGH_IMPACT_EMPLOYEE" | "ELEVATED_ACCESS_PRIVILEGES" | "FLIGHT_RISK" | "CONTRACT_EMPLOYEE")[];
      };
      context: "Code42.HighRiskEmployee";
    };
    /** Looks up a user's first day, last day and notes. */
    "code42-user-get-risk-profile": {
      args: {
        /** Email address of the user. */
        username: string;
      };
      context: "Code42.UserRiskProfiles";
    };
    /** Writes a user's first day, last day and notes. What is left out stays as it is; what is to be emptied is named in clear. */
    "code42-user-update-risk-profile": {
      args: {
        /** Email address of the user. */
        username: string;
        /** First day of the user, in the format YYYY-MM-DD; the watchlist of new employees goes by it. */
        start_date?: string;
        /** Last day of the user, in the format YYYY-MM-DD; the watchlist of departing employees goes by it. */
        end_date?: string;
        /** What to note of the user, in place of the present notes. */
        notes?: string;
        /** Fields to empty, separated by commas. An empty value would count as none given. */
        clear?: readonly ("start_date" | "end_date" | "notes")[];
      };
      context: "Code42.UpdatedUserRiskProfiles";
    };
    /** Looks up one actor, which is whom Incydr watches, with the other accounts of the same person. */
    "code42-actor-get": {
      args: {
        /** ID of the actor. Either it or the username is needed. */
        id?: string;
        /** Name of the actor, mostly an email address. */
        username?: string;
      };
      context: "Code42.Actor";
    };
    /** Creates a watchlist. One that exists already is left as it is. */
    "code42-watchlists-create": {
      args: {
        /** Type of the watchlist. There is one of each type; of CUSTOM, one of each title. */
        type: "CUSTOM" | "CONTRACT_EMPLOYEE" | "DEPARTING_EMPLOYEE" | "ELEVATED_ACCESS_PRIVILEGES" | "FLIGHT_RISK" | "HIGH_IMPACT_EMPLOYEE" | "NEW_EMPLOYEE" | "PERFORMANCE_CONCERNS" | "POOR_SECURITY_PRACTICES" | "SUSPICIOUS_SYSTEM_ACTIVITY";
        /** Title of a CUSTOM watchlist, up to 50 characters. */
        title?: string;
        /** Description of a CUSTOM watchlist, up to 250 characters. */
        description?: string;
      };
      context: "Code42.Watchlists";
    };
    /** Deletes a watchlist. Nobody is on it any more; the users themselves stay as they are. */
    "code42-watchlists-delete": {
      args: {
        /** ID, type (such as DEPARTING_EMPLOYEE) or title of the watchlist. */
        watchlist: string;
      };
      context: "Code42.Watchlists";
    };
    /** Creates a user, without a password. One who is there already, with the same organization and email, stays. */
    "code42-user-create": {
      args: {
        /** Whole name of the organization that the user is to belong to. */
        orgname: string;
        /** Username to give to the user, usually an email address. */
        username: string;
        /** Email address of the user. */
        email: string;
      };
      context: "Code42.User";
    };
    /** Blocks a user, who then can neither sign in nor restore files. Whether the user is active does not change: devices go on to back up. */
    "code42-user-block": {
      args: {
        /** Username of the user, usually an email address. */
        username: string;
      };
      context: "Code42.User";
    };
    /** Lifts the block of a user, who then can sign in and restore files again. */
    "code42-user-unblock": {
      args: {
        /** Username of the user, usually an email address. */
        username: string;
      };
      context: "Code42.User";
    };
    /** Deactivates a user, who is signed out of all devices; backups end, and what they hold goes to cold storage. Not possible while the user is under a legal hold. */
    "code42-user-deactivate": {
      args: {
        /** Username of the user, usually an email address. */
        username: string;
      };
      context: "Code42.User";
    };
    /** Makes a deactivated user active again. */
    "code42-user-reactivate": {
      args: {
        /** Username of the user, usually an email address. */
        username: string;
      };
      context: "Code42.User";
    };
    /** Looks up one user, by exactly that username or ID. */
    "code42-user-get": {
      args: {
        /** Username of the user, usually an email address. Either it or the ID is needed. */
        username?: string;
        /** ID of the user, which is the same as that of the user's actor. */
        id?: string;
      };
      context: "Code42.User";
    };
    /** Lists users, by all filters that are given. */
    "code42-user-list": {
      args: {
        /** Only users who are active (true), or who are not (false). */
        active?: boolean;
        /** Only users who are blocked (true), or who are not (false). */
        blocked?: boolean;
        /** How many users to give at most. */
        results: number;
      };
      context: "Code42.User";
    };
    /** Lists the devices that Incydr's agent runs on, by all filters that are given. */
    "code42-device-list": {
      args: {
        /** Only devices of this user, by the whole username. */
        username?: string;
        /** Only devices that are active (true), or that are not (false). */
        active?: boolean;
        /** Only devices that are blocked (true), or that are not (false). */
        blocked?: boolean;
        /** How many devices to give at most. */
        results: number;
      };
      context: "Code42.Device";
    };
    /** Adds a user to a legal hold matter. A user who is in it already stays. */
    "code42-legalhold-add-user": {
      args: {
        /** Username of the user, usually an email address. */
        username: string;
        /** Whole name of the legal hold matter. Where several have it, the ID of the one that is meant. */
        mattername: string;
      };
      context: "Code42.LegalHold";
    };
    /** Removes a user from a legal hold matter. From then on, the matter does not keep the user's data any more. */
    "code42-legalhold-remove-user": {
      args: {
        /** Username of the user, usually an email address. */
        username: string;
        /** Whole name of the legal hold matter. Where several have it, the ID of the one that is meant. */
        mattername: string;
      };
      context: "Code42.LegalHold";
    };
    /** Lists the users whose data a legal hold matter keeps, without those who were removed from it. */
    "code42-legalhold-list-custodians": {
      args: {
        /** Whole name of the legal hold matter. Where several have it, the ID of the one that is meant. */
        mattername: string;
        /** Only this user, if in the matter. */
        username?: string;
      };
      context: "Code42.LegalHold";
    };
    /** Opens a case. Names of cases are unique: where one has the name already, none is opened and its number is told. */
    "code42-case-create": {
      args: {
        /** Name of the case, at most 50 characters. */
        name: string;
        /** Who is to investigate it, a user of the console, by user ID or by username (with its @). */
        assignee?: string;
        /** What it is about, at most 250 characters. */
        description?: string;
        /** What was found, as Markdown, at most 30,000 characters. */
        findings?: string;
        /** Who is investigated, by actor ID or by name (with its @). */
        subject?: string;
      };
      context: "Code42.Case";
    };
    /** Lists cases, by all filters that are given. */
    "code42-case-list": {
      args: {
        /** Only cases of one of these states. */
        status?: readonly ("OPEN" | "CLOSED" | "ARCHIVED")[];
        /** Only cases that this user investigates, by user ID. */
        assignee?: string;
        /** Only cases that somebody investigates (true), or nobody (false). */
        isassigned?: boolean;
        /** Only cases with this in their names. */
        name?: string;
        /** Only cases about this actor, by actor ID. */
        subject?: string;
        /** Only cases that this user changed last, by user ID. */
        lastmodifiedby?: string;
        /** Only cases opened within this interval, such as 2026-01-05T11:00:00Z/2026-01-06T11:00:00Z or 7 days ago/now. */
        createdat?: string;
        /** Only cases last changed within this interval, written in the same way. */
        updatedat?: string;
        /** How many cases to ask for at once. Not given, as many as limit says, up to 100. */
        pgsize?: number;
        /** Only this page of pgsize cases, counted from 1. Not given, all pages up to limit are read. */
        pgnum?: number;
        /** What to sort by; where that is the same, by the next. */
        srtkey?: readonly ("name" | "number" | "createdAt" | "updatedAt" | "status" | "assigneeUsername" | "subjectUsername")[];
        /** In which direction, for the key at the same place. */
        srtdir?: readonly ("asc" | "desc")[];
        /** How many cases to give at most. */
        limit: number;
      };
      context: "Code42.Case";
    };
    /** Looks up one case, with its description and findings. */
    "code42-case-get": {
      args: {
        /** Number of the case. */
        casenumber: number;
      };
      context: "Code42.Case";
    };
    /** Changes a case. What is not given stays as it is. A closed or archived case stays so, and takes no more changes. */
    "code42-case-update": {
      args: {
        /** Number of the case. */
        casenumber: number;
        /** New name, at most 50 characters. */
        name?: string;
        /** New state. CLOSED and ARCHIVED are final; archiving deletes the case's file events for good. */
        status?: "OPEN" | "CLOSED" | "ARCHIVED";
        /** Who is to investigate it, a user of the console, by user ID or by username (with its @). */
        assignee?: string;
        /** What it is about, at most 250 characters. */
        description?: string;
        /** What was found, as Markdown, at most 30,000 characters. */
        findings?: string;
        /** Who is investigated, by actor ID or by name (with its @). */
        subject?: string;
        /** What to empty. */
        clear?: readonly ("assignee" | "subject" | "description" | "findings")[];
      };
      context: "Code42.Case";
    };
    /** Deletes a case for good. */
    "code42-case-delete": {
      args: {
        /** Number of the case. */
        casenumber: number;
      };
      context: "Code42.Case";
    };
    /** Adds file events to a case. Those it has already stay. */
    "code42-case-add-file-event": {
      args: {
        /** Number of the case. */
        casenumber: number;
        /** IDs of the file events (event.id of a search). */
        eventid: readonly string[];
      };
      context: "Code42.CaseFileEvents";
    };
    /** Puts a case into the War Room as a file. */
    "code42-case-export": {
      args: {
        /** Number of the case. */
        casenumber: number;
        /** What to export: its summary (PDF), its file events (CSV), or both together with the files themselves as far as Incydr has them (ZIP). */
        format: "summary" | "csv" | "full";
      };
      context: "File" | "File.EntryID" | "File.Extension" | "File.Info" | "File.MD5" | "File.Name" | "File.SHA1" | "File.SHA256" | "File.SHA512" | "File.Size" | "File.Type";
    };
    /** Lists the file events of a case. */
    "code42-case-list-file-events": {
      args: {
        /** Number of the case. */
        casenumber: number;
      };
      context: "Code42.CaseFileEvents";
    };
    /** Lists the trusted activities, where data may go without being a risk. */
    "code42-trusted-activity-list": {
      args: {
        /** Only those of this type. */
        type?: "DOMAIN" | "ACCOUNT_NAME" | "URL_PATH" | "SLACK" | "GIT_REPOSITORY_URI";
        /** How many to give at most. */
        limit: number;
      };
      context: "Code42.TrustedActivity";
    };
    /** Downloads a file by its hash. What arrives is kept only if it has that hash. */
    "code42-download-file": {
      args: {
        /** SHA256 or MD5 of the file. With an MD5, the newest file event that has it tells the SHA256. */
        hash: string;
        /** What to call the file. Left out, it is called like what it was asked for by. */
        filename?: string;
      };
      context: "File" | "File.EntryID" | "File.Extension" | "File.Info" | "File.MD5" | "File.Name" | "File.SHA1" | "File.SHA256" | "File.SHA512" | "File.SSDeep" | "File.Size" | "File.Type";
    };
    /** Downloads the file that Incydr captured with a file event. */
    "code42-download-file-by-xfc-id": {
      args: {
        /** What the file event has as event.xfcEventId. */
        xfc_id: string;
        /** What to call the file. Left out, it is called like what it was asked for by. */
        filename?: string;
      };
      context: "File" | "File.EntryID" | "File.Extension" | "File.Info" | "File.MD5" | "File.Name" | "File.SHA1" | "File.SHA256" | "File.SHA512" | "File.SSDeep" | "File.Size" | "File.Type";
    };
    /** Searches the audit log: who did what in Incydr. An entry must match all that is given, and of each list any. Incydr promises no order, so that where it has more than limit, which ones are given is its choice; they are shown oldest first. */
    "code42-audit-log-search": {
      args: {
        /** Only entries at this time or later, such as "2 days ago" or 2026-01-05T10:00:00Z. */
        start_time?: number;
        /** Only entries at this time or earlier. */
        end_time?: number;
        /** Types of the entries, such as logged_in. */
        event_types?: readonly string[];
        /** User names of who did it, such as admin@example.com. */
        actor_names?: readonly string[];
        /** IDs of who did it. */
        actor_ids?: readonly string[];
        /** IP addresses that it was done from. */
        ip_addresses?: readonly string[];
        /** IDs of what it was done to, such as a case or a user. */
        resource_ids?: readonly string[];
        /** Kinds of actors. */
        user_types?: readonly ("USER" | "SUPPORT_USER" | "API_CLIENT" | "SYSTEM" | "UNKNOWN")[];
        /** How many entries to give at most, up to 50000. */
        limit: number;
      };
      context: "Code42.AuditLog";
    };
    /** Gets file events or audit log entries of a span of time, as collecting them would, to look at what there is to collect. File events go by the time they were inserted. Nothing is put into the context. */
    "code42-get-events": {
      args: {
        /** From when, such as "1 hour ago" or 2026-01-05T10:00:00Z. */
        start_date: number;
        /** Until when, such as now. */
        end_date: number;
        /** How many events to give at most, up to 50000. */
        limit: number;
        /** Which events. audit and file are the same as audit-logs and file-events. */
        event_type: "audit-logs" | "file-events" | "audit" | "file";
      };
      context: never;
    };
  };
}
