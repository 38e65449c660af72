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
    /** Use v2 file events. Kept so that old instances load. File events are version 2 always. */
    v2_events: boolean;
    /** Trust any certificate (not secure) */
    insecure: boolean;
    /** Use system proxy settings */
    proxy: boolean;
    /** Maximum number of file events per fetch. How many file events the event collector reads at most before it writes them out. */
    max_file_events_per_fetch: string;
    /** Maximum number of audit events per fetch. How many entries of the audit log the event collector reads at most before it writes them out. */
    max_audit_events_per_fetch: string;
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
    /** Searches file events. At least one of json, hash, username and hostname is needed; without json, every filter that is given must match. */
    "code42-file-events-search": {
      args: {
        /** Also keep the events in the context, under Code42.FileEvents. */
        "add-to-context": boolean;
        /** A whole file event query in Incydr's own JSON form; the other filters are not used beside it. */
        json?: Json;
        /** How many events to give at most. */
        results: number;
        /** Lowest risk score an event may have. 0 takes events without risk, too. */
        min_risk_score: number;
        /** MD5 or SHA256 hash of the file. */
        hash?: string;
        /** User who did it. */
        username?: string;
        /** Name of the device it was done on. */
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
  };
}
