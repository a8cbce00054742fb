-- How well chance is proven where somebody stepped in, and drawn sites that were found closed.
alter table draw_view add column vacancy_grade text not null default '';
alter table draw_view add column closed_sites bigint not null default 0;
