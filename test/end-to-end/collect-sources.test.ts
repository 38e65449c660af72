import { describeGuide } from "./guide.ts";

describeGuide("collect-sources.md");
