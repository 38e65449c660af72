export type Shell = "bash" | "zsh" | "fish";

/** The shells that can be told how to complete `soar`. */
export const SHELLS: readonly Shell[] = ["bash", "zsh", "fish"];

/** What the help says of it: one line for each shell. */
export const HOW_TO_SWITCH_ON = `
Switch it on, once, for every shell that starts after it:
  bash  echo 'eval "$(soar complete bash)"' >> ~/.bashrc
  zsh   echo 'eval "$(soar complete zsh)"' >> ~/.zshrc
  fish  echo 'soar complete fish | source' >> ~/.config/fish/config.fish`;
