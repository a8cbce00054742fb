package org.yanqian.ledger.event;

/**
 * What an event says. One sealed interface per kind of stream, records inside. Record components are
 * String, long, boolean, lists and string-keyed maps of these, and nested records; never null: what is
 * absent is {@code ""}, 0 or empty. Hashes are lower-case hex, dates {@code 2026-11-22}, instants
 * {@code 2026-11-22T05:10:53.123Z}.
 */
public sealed interface EventData
        permits OriginEvent,
                KeyEvent,
                TargetEvent,
                InspectorEvent,
                PersonEvent,
                ImportEvent,
                RuleSetEvent,
                PlanEvent,
                DrawEvent,
                VisitEvent,
                VacancyEvent,
                ClosureEvent,
                PublicationEvent {}
