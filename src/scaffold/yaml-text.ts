/** A text as a YAML value: plain where it can only be read as this text, else quoted. */
export function yamlText(text: string): string {
  return isPlain(text) ? text : JSON.stringify(text);
}

// --- internal ---

/** Letters, digits and the marks that mean nothing inside a value; a colon only before something else than a space. */
function isPlain(text: string): boolean {
  if (!/^[\p{L}\d](?:[\p{L}\d ./()&+_-]|:(?=\S))*$/u.test(text) || text.endsWith(" ") || text.endsWith(":"))
    return false;
  return (
    !/^(?:true|false|null|yes|no|on|off|y|n|[\d._+-]+(?:e[\d+-]+)?|0x[\da-f]+|0o[0-7]+)$/iu.test(text) &&
    !/^\d/.test(text)
  );
}
