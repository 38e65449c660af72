import { describeGuide } from "./guide.ts";

describeGuide("code42.md");
describeGuide("mappers.md");
describeGuide("mirroring.md");
describeGuide("fetch-and-collect.md");
describeGuide("guide-new-integration.md", { folder: "acme-desk", installs: true });
