-- What comes after a draw: void, redraw.
alter table workqueue_draw add column voided boolean not null default false;

alter table draw_view add column void_reason text not null default '';
alter table draw_view add column voided_idx bigint;
alter table draw_view add column redraw_reason text not null default '';
