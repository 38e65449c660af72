import { Refusal, type Route } from "soarkit/simulator";

import type { World } from "./world.ts";

/** `/v1/risk-indicator-categories`: every risk indicator that an event can carry, by category and subcategory. */
export function createRiskIndicators(world: World): { routes: Route[] } {
  const categories = families.map(({ name, groups }, index) => ({
    id: world.random("risk-indicator-category", index).uuid(),
    name,
    description: null,
    subcategories: groups.map((group, at) => ({
      id: world.random("risk-indicator-subcategory", index, at).uuid(),
      name: group.name,
      description: null,
      // As in events, an indicator's id is its name.
      standardIndicators: group.indicators.map((indicator) => ({ id: indicator, name: indicator, description: null })),
      customIndicators: [],
    })),
  }));

  function category(id: string | undefined) {
    return found(categories.find((each) => each.id === id));
  }
  return {
    routes: [
      {
        method: "GET",
        path: base,
        handle: ({ query }) => {
          const [direction = "asc"] = query.choices("sort_direction", ["asc", "desc"]);
          const sign = direction === "asc" ? 1 : -1;
          // None is switched off here.
          const chosen = query.flag("isActive") === false ? [] : categories;
          return { body: { categories: chosen.toSorted((a, b) => sign * a.name.localeCompare(b.name)) } };
        },
      },
      { method: "GET", path: `${base}/:categoryId`, handle: ({ params }) => ({ body: category(params.categoryId) }) },
      {
        method: "GET",
        path: `${base}/:categoryId/subcategories/:subcategoryId`,
        handle: ({ params }) => {
          const { subcategories } = category(params.categoryId);
          return { body: found(subcategories.find(({ id }) => id === params.subcategoryId)) };
        },
      },
    ],
  };
}

// --- internal ---

const base = "/v1/risk-indicator-categories";

const families = [
  {
    name: "Destination",
    groups: [
      { name: "Cloud storage", indicators: ["Box", "Dropbox", "Google Drive", "OneDrive"].map(upload) },
      { name: "Source code repository", indicators: ["GitHub", "GitLab"].map(upload) },
      {
        name: "Email",
        indicators: [upload("Gmail"), "Sent from corporate Gmail", "Sent from corporate Microsoft Office 365"],
      },
      { name: "AI tools", indicators: ["ChatGPT", "Claude"].map(upload) },
      { name: "Messaging", indicators: [upload("Slack")] },
      {
        name: "Corporate cloud",
        indicators: [
          ...["Box", "Google Drive", "OneDrive"].flatMap((service) => [
            `Public link from corporate ${service}`,
            `Shared from corporate ${service}`,
            `Download to unmonitored device from corporate ${service}`,
          ]),
          "Download to unmonitored device from corporate Salesforce",
        ],
      },
      { name: "Other", indicators: ["AirDrop", "Removable media", "Other destination", "Unknown destination"] },
    ],
  },
  {
    name: "File",
    groups: [
      {
        name: "File category",
        indicators: [
          "Audio",
          "Document",
          "Executable",
          "Image",
          "PDF",
          "Presentation",
          "Script",
          "Source code",
          "Spreadsheet",
          "Video",
          "Virtual Disk Image",
          "Zip",
        ],
      },
    ],
  },
  {
    name: "User",
    groups: [
      {
        name: "Behavior",
        indicators: ["File mismatch", "Off hours", "Remote", "First use of destination", "Rare use of destination"],
      },
      {
        name: "Watchlist",
        indicators: [
          "Contract",
          "Departing",
          "Elevated access",
          "Flight risk",
          "High impact",
          "High risk",
          "Performance concerns",
          "Poor security practices",
          "Suspicious system activity",
        ],
      },
    ],
  },
];

function upload(service: string): string {
  return `${service} upload`;
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal(404, { error: "risk indicator category not found" });
  return value;
}
