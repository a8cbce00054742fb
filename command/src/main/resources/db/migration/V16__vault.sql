-- Which cipher a person's key is for; keys from before this column are AES.
alter table vault_key add column cipher text not null default 'AES-256-GCM';
alter table vault_key alter column cipher drop default;

-- Whose personal values were erased: nothing of them is taken in again.
create table vault_erased (
    subject text primary key,
    erased  timestamptz not null
);
