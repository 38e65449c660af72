/** What `soar doctor --help` says below its options. */
export const HOW_THE_DOCTOR_LOOKS = `
Looks at Node and soarkit, the store, the integration, the configuration and, for each instance, at the way to its
vendor, the credentials, which commands they can use, and the request budget. Every finding is ok, warning, failed or
skipped; what is not ok comes with its remedy. All checks are made even when some fail. Nothing is changed at the
vendor's: commands that read are tried with recorded arguments, commands that write are not tried.
Exit 0 when nothing failed, else that of the first failure: 1 the store, 2 yours to correct, 3 outside.

  soar doctor                           everything
  soar doctor --offline                 without a request
  soar doctor --instance west --json    one instance, as one JSON document
  soar doctor --drift                   also: which fields and values of the answers are new
  soar doctor --drift --replay DIR      only that, of what \`soar run … --record DIR\` has recorded`;
