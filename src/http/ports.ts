// What the HTTP client needs kept between processes. The store implements it.

/** An access token as kept: `expiresAt` in epoch milliseconds. */
export interface Token {
  accessToken: string;
  expiresAt: number;
}

/** Keeps tokens, encrypted. `owner` binds a token to a URL and client id; `secret` is what the key is derived from. */
export interface TokenStore {
  read(owner: TokenOwner): Promise<Token | undefined>;
  write(owner: TokenOwner, token: Token): Promise<void>;
  remove(owner: TokenOwner): Promise<void>;
}

export interface TokenOwner {
  url: string;
  clientId: string;
  clientSecret: string;
}

/** Shared by all processes of one store. */
export interface BudgetStore {
  /**
   * Takes one request from the budget of `key`: 0 when it may be sent now, else the milliseconds to wait before asking
   * again. `now` is epoch milliseconds. A lane other than that of commands takes no request that is kept free for those
   * before it, see `laneRequests`.
   */
  take(key: string, limit: BudgetLimit, now: number, lane: Lane): Promise<number>;
}

/** Who asks: a command never waits behind a fetch of incidents, nor a fetch behind a collector of events. */
export type Lane = "command" | "fetch" | "collect";

/** Tells of a budget without taking from it. */
export interface BudgetReader {
  /** How many requests of the budget of `key` the lane may send at `now` (epoch milliseconds), one after the other. */
  left(key: string, limit: BudgetLimit, now: number, lane: Lane): Promise<number>;
}

export interface BudgetLimit {
  requests: number;
  perMs: number;
}
