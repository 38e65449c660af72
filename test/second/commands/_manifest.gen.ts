// Generated from the manifest by `soar types --write`. Do not edit.
import type { Secret } from "soarkit";
import type { connect } from "./_connect.ts";

export interface Lodestar {
  params: {
    /** Server URL */
    url: string;
    /** API key */
    api_key: Secret;
    /** Fetch incidents */
    isFetch?: boolean;
    /** Incident type */
    incidentType?: string;
    /** First fetch time */
    first_fetch: string;
    /** Incidents per fetch */
    max_fetch: string;
    /** How late a ticket may turn up and still be collected */
    tickets_look_back: string;
    /** Tickets per collection */
    max_tickets: string;
  };
  client: Awaited<ReturnType<typeof connect>>;
  commands: {
    /** Looks up one ticket. */
    "lodestar-ticket-get": {
      args: {
        /** Number of the ticket. */
        id: number;
      };
      context: "Lodestar.Ticket";
    };
    /** Lists tickets, newest last. */
    "lodestar-ticket-list": {
      args: {
        /** Only tickets in this state. */
        state?: "open" | "closed";
        /** How many at most. */
        limit: number;
      };
      context: "Lodestar.Ticket";
    };
    /** Closes a ticket. A closed one stays closed. */
    "lodestar-ticket-close": {
      args: {
        /** Number of the ticket. */
        id: number;
      };
      context: "Lodestar.Ticket";
    };
    /** Deletes a ticket for good, with its attachment. */
    "lodestar-ticket-delete": {
      args: {
        /** Number of the ticket. */
        id: number;
      };
      context: never;
    };
    /** Waits until somebody has closed a ticket. */
    "lodestar-ticket-wait": {
      args: {
        /** Number of the ticket. */
        id: number;
      };
      context: "Lodestar.Ticket";
    };
    /** Downloads the file that is attached to a ticket. */
    "lodestar-attachment-get": {
      args: {
        /** Number of the ticket. */
        id: number;
      };
      context: never;
    };
  };
}
