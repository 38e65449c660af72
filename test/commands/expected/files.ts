// What the commands that download files are to give.

/** Of a file with the content "foo", that of Incydr's published example: what the platform says, without its name. */
export const fooFile = {
  Size: 3,
  Type: "text/plain",
  Info: "text/plain",
  MD5: "acbd18db4cc2f85cedef654fccc4a4d8",
  SHA1: "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33",
  SHA256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
  SHA512:
    "f7fbba6e0636f890e56fbbf3283e524c6fa3204ae298382d624741d0dc6638326e282c41be5e4254d8820772c5518a2c5a8c0c7f7eda19594a7eb539453e1ed7",
};
