-- Accounts of the embedded authorization server: systems by client credentials, persons by login.
create table account (
    id     text primary key,
    secret text        not null,
    bureau text        not null,
    roles  text        not null,
    made   timestamptz not null
);
-- The key that signs access tokens; not a key of the ledger.
create table token_key (
    id  text primary key,
    jwk text not null
);
