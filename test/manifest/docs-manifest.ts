/** A manifest with a little of everything that the command reference shows. */
export const DOCS_MANIFEST = `
commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme Directory
description: |-
  Looks up
  users.

  And their <devices>, see https://acme.test/help_me.
configuration:
  - { name: url, display: Server URL, type: 0, required: true, defaultvalue: "https://acme.test", additionalinfo: With or without https. }
  - { name: login, display: Client ID, displaypassword: Client secret, type: 9, required: true }
  - { name: states, display: "States:", type: 16, options: [open, closed], defaultvalue: open }
  - { name: mode, display: "", type: 15, options: [a] }
  - { name: old, display: Old, type: 0, hidden: true }
  - { name: heading, display: Title, type: 22 }
x-soar:
  budget: { requests: 120, perMs: 60000 }
script:
  commands:
    - name: acme-user-get
      description: Looks up a user. And everything that the directory knows of her.
      arguments:
        - { name: id, description: Of the user., required: true, default: true, isArray: true }
        - { name: depth, description: How far to look., auto: PREDEFINED, predefined: [near, far], defaultValue: near, required: true }
        - { name: key, description: To open it., secret: true, type: string, deprecated: true }
        - { name: old, deprecated: true, type: number, isArray: true, defaultValue: [1, 2] }
        - { name: parts, auto: PREDEFINED, predefined: [a, b], isArray: true }
        - { name: gone, description: Not shown., hidden: true }
      outputs:
        - { contextPath: Acme.User, description: The user. }
        - { contextPath: Acme.User.ID, type: String, description: Of the user. }
      x-soar: { aliases: [acme-user], permissions: [users.read, "devices|read"] }
    - { name: acme-user-find, description: Deprecated. Use acme-user-get instead., deprecated: true }
    - { name: acme-user-old, description: Deprecated., deprecated: true }
    - { name: acme-user-list, description: Lists users, polling: true, timeout: 90 }
    - { name: acme-hidden, description: Is not shown., hidden: true }
    - name: acme-wipe
      description: Wipes a device.
      execution: true
      x-soar: { verify: { command: acme-user-get, args: { id: 1 }, when: Acme.User } }
    - { name: acme-tag, description: Tags., x-soar: { effect: write } }
`;
