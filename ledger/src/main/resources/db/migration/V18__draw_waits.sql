-- Announcements and closes that the witnesses' quorum has not seen, as the sealing side finds them.
create table ledger_wait (
    draw_id   text        not null,
    event     text        not null,
    idx       bigint      not null,
    missing   text        not null,
    since     timestamptz not null,
    lapses_at timestamptz,
    primary key (draw_id, event)
);
