// Generated from integration.yml by `soar types --write`. Do not edit.
import type { Json, Secret } from "soarkit";
import type { connect } from "./_connect.ts";

export interface Code42 {
  params: {
    console_url?: string;
    api_url: string;
    credentials: { identifier: string; password: Secret };
    isFetch?: boolean;
    incidentType: string;
    alert_severity?: ("Critical" | "High" | "Moderate" | "Low")[];
    fetch_time: string;
    fetch_limit: string;
    look_back: string;
    include_files: boolean;
    incidentFetchInterval: string;
    v2_events: boolean;
    insecure: boolean;
    proxy: boolean;
  };
  client: ReturnType<typeof connect>;
  commands: {
    "code42-alert-get": { args: { id: string }; context: "Code42.SecurityAlert" };
    "code42-alert-update": {
      args: { id: string; state: "OPEN" | "IN_PROGRESS" | "CLOSED" | "CLOSED_TP" | "CLOSED_TP_BENIGN" | "CLOSED_FP" };
      context: "Code42.SecurityAlert";
    };
    "code42-alert-resolve": { args: { id: string }; context: "Code42.SecurityAlert" };
    "code42-file-events-search": {
      args: {
        "add-to-context": boolean;
        json?: Json;
        results: number;
        min_risk_score: number;
        hash?: string;
        username?: string;
        hostname?: string;
        start_time?: number;
        end_time?: number;
      };
      context: "Code42.FileEvents";
    };
    "code42-file-events-table": { args: { include: "all" | "incident" | "searches" }; context: never };
    "code42-watchlists-list": { args: object; context: "Code42.Watchlists" };
    "code42-watchlists-add-user": {
      args: { username: string; watchlist: string };
      context: "Code42.UsersAddedToWatchlists";
    };
    "code42-watchlists-remove-user": {
      args: { username: string; watchlist: string };
      context: "Code42.UsersRemovedFromWatchlists";
    };
    "code42-watchlists-list-included-users": {
      args: { watchlist: string; username?: string };
      context: "Code42.WatchlistUsers";
    };
  };
}
