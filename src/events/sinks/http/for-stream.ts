/** A setting that may name the stream: `soar:{stream}`. */
export function forStream(setting: string, stream: string): string {
  return setting.replaceAll("{stream}", stream);
}
