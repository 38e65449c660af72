import { describeGuide } from "./guide.ts";

describeGuide("code42.md");
describeGuide("guide-new-integration.md", { folder: "acme-desk", installs: true });
