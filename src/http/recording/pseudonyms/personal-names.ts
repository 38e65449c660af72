/** What a name says about its value: who somebody is, which machine it is, or where somebody can be called. */
export type PersonalKind = "person" | "host" | "phone" | undefined;

/** For names of JSON members, form fields, query parameters, arguments; in any case and with any separator. */
export function personalKind(name: string): PersonalKind {
  const joined = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (PERSONS.has(joined)) return "person";
  if (HOSTS.has(joined)) return "host";
  return PHONES.has(joined) ? "phone" : undefined;
}

/** Whether `name` below this one is the name of somebody: `user: { name }`. */
export function isSomebody(name: string): boolean {
  return SOMEBODY.has(name.toLowerCase().replaceAll(/[^a-z]/g, ""));
}

/** Accounts and values that are nobody's: replacing them would change what a program reads. */
export function isNobody(value: string): boolean {
  return value.trim().length < 2 || NOBODY.has(value.trim().toLowerCase()) || /^[\d.,:\s*-]+$/.test(value);
}

// --- internal ---

const PERSONS = wordSet(
  "firstname lastname middlename givenname familyname surname fullname displayname nickname personname preferredname " +
    "username userlogin userlogonname loginname login logonname samaccountname accountname principalname " +
    "userprincipalname upn user users userdisplayname userfullname useremail email emailaddress mail " +
    "actor actorname actoremail owner ownername owneremail assignee assigneename assignedto reporter reportername " +
    "author authorname creator creatorname createdby createdbyname createdbyusername modifiedby modifiedbyname updatedby " +
    "updatedbyname lastmodifiedby closedby resolvedby manager managername manageremail requester requestername requestedby " +
    "sender sendername recipient recipientname contact contactname employee employeename member membername analyst " +
    "operatingsystemuser windowsuser processowner screenname",
);

const HOSTS = wordSet(
  "host hostname fqdn computer computername machine machinename device devicename devicehostname endpoint endpointname " +
    "workstation workstationname servername dnsname netbiosname domainname osname osHostname agenthostname sourcehost " +
    "destinationhost remotehost clienthostname",
);

const PHONES = wordSet(
  "phone phonenumber mobile mobilephone mobilenumber cell cellphone telephone telephonenumber fax",
);

const SOMEBODY = wordSet(
  "user person actor owner assignee reporter author creator manager requester sender recipient contact employee member " +
    "analyst createdby modifiedby updatedby assignedto",
);

const NOBODY = wordSet(
  "admin administrator root system user users guest service unknown null none n/a na me self everyone all owner default " +
    "true false yes no open closed new active inactive enabled disabled pending resolved public shared localhost nobody " +
    "anonymous unassigned localsystem local api automation",
);

function wordSet(words: string): Set<string> {
  return new Set(words.toLowerCase().split(" "));
}
