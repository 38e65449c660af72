/** Argument names of one command, each given once. */
export class ArgumentNames {
  readonly #noun: readonly string[];
  readonly #taken = new Set<string>();

  constructor(noun: readonly string[]) {
    this.#noun = noun;
  }

  /** The words in snake case; a taken name says what it belongs to, then gets a number. */
  take(words: readonly string[], place: string): string {
    const plain = lettered(shortened(words)) || "value";
    const candidates = [plain, lettered(`${this.#noun.join("_")}_${plain}`), `${place}_${plain}`];
    let name = candidates.find((candidate) => !this.#taken.has(candidate) && !SYSTEM.has(candidate));
    for (let number = 2; name === undefined; number++) {
      if (!this.#taken.has(`${plain}_${String(number)}`)) name = `${plain}_${String(number)}`;
    }
    this.#taken.add(name);
    return name;
  }
}

// --- internal ---

const LONGEST = 40;

/** The platform takes these for itself: see the manifest's rules. */
const SYSTEM: ReadonlySet<string> = new Set(["using"]);

/** Handlers read arguments as members: no name begins with a digit. */
function lettered(name: string): string {
  return name.replace(/^(?=\d)/, "n");
}

/** In snake case, no longer than anybody wants to type. */
function shortened(words: readonly string[]): string {
  const name = words.join("_");
  return name.length <= LONGEST ? name : name.slice(0, LONGEST).replace(/_[^_]*$/, "");
}
