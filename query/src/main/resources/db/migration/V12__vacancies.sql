-- Substitutions: counted for everyone, done by some.
alter table draw_view add column vacancies bigint not null default 0;
alter table draw_view add column urgent_vacancies bigint not null default 0;

create table workqueue_vacancy (
    draw_id text not null,
    label   text not null,
    primary key (draw_id, label)
);

create table inspector_visit (
    draw_id   text   not null,
    label     text   not null,
    bureau    text   not null,
    object_id text   not null,
    stratum   text   not null,
    rank      bigint not null,
    due_on    date   not null,
    primary key (draw_id, label)
);
