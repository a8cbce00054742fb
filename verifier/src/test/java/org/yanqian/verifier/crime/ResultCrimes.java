package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.first;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.verifier.sample.Book;

/** Sites, teams, inspections and publications that are not what was drawn. */
final class ResultCrimes {
    private ResultCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    completed(
                            "another_selection_in_the_result",
                            "结果中的抽中名单根被换掉",
                            "the result has the root of another selection",
                            "10.selection",
                            "SELECTION_ROOT",
                            c -> with(c, "selectionRoot", "ab".repeat(32))),
                    completed(
                            "another_assignment_in_the_result",
                            "结果中的选派名单根被换掉",
                            "the result has the root of another assignment",
                            "10",
                            "ASSIGNMENT_ROOT",
                            c -> with(c, "assignmentRoot", "ab".repeat(32))),
                    completed(
                            "sites_drawn_that_are_not_counted",
                            "结果少报抽中数量",
                            "the result counts fewer sites than were drawn",
                            "10.selection",
                            "DRAWN_DIFFERS",
                            c -> with(c, "drawn", java.util.Map.of("一般", 1L))),
                    completed(
                            "visits_said_to_be_unstaffable",
                            "谎称有检查任务无人可派",
                            "visits are said to be unstaffable",
                            "10",
                            "UNSTAFFABLE_DIFFERS",
                            c -> with(c, "unstaffable", c.unstaffable() + 1)),
                    bent(
                            "a_drawn_site_exchanged",
                            "抽中的对象换成另一家",
                            "a drawn site is exchanged for another",
                            "VISIT_DIFFERS",
                            () ->
                                    first(
                                            VisitEvent.VisitAssigned.class,
                                            v ->
                                                    with(
                                                            v,
                                                            "objectId",
                                                            v.objectId().equals("QY000002")
                                                                    ? "QY000003"
                                                                    : "QY000002"))),
                    bent(
                            "an_inspector_exchanged_in_a_team",
                            "换掉选派的检查人员",
                            "an inspector is exchanged in a team",
                            "VISIT_DIFFERS",
                            () -> first(VisitEvent.VisitAssigned.class, ResultCrimes::otherTeam)),
                    bent(
                            "a_drawn_site_left_out_of_the_visits",
                            "抽中的对象不下达检查任务",
                            "a drawn site is given no visit",
                            "VISIT_MISSING",
                            () -> first(VisitEvent.VisitAssigned.class, v -> null)),
                    bent(
                            "strangers_at_the_site",
                            "到场检查的不是选派的人",
                            "others than the team were at the site",
                            "INSPECTORS_DIFFER",
                            () ->
                                    each(
                                            VisitEvent.InspectionRecorded.class,
                                            r ->
                                                    with(
                                                            r,
                                                            "inspectors",
                                                            List.of(
                                                                    "99042199999",
                                                                    "99042199998")))),
                    again(
                            "one_visit_assigned_twice",
                            "同一任务派两次，事后挑一组",
                            "one visit is assigned twice",
                            "ASSIGNED_TWICE",
                            VisitEvent.VisitAssigned.class),
                    again(
                            "one_inspection_recorded_twice",
                            "同一检查录入两个结果",
                            "one inspection has two results",
                            "RECORDED_TWICE",
                            VisitEvent.InspectionRecorded.class),
                    refuted(
                            "a_site_visited_that_was_not_drawn",
                            "未抽中的对象出现检查任务",
                            "a site is visited that was not drawn",
                            "10",
                            "VISIT_NOT_DRAWN",
                            scene ->
                                    scene.continued(
                                            book ->
                                                    elsewhere(
                                                            book, VisitEvent.VisitAssigned.class))),
                    refuted(
                            "an_inspection_without_a_visit",
                            "没有任务的检查记录",
                            "an inspection is recorded without a visit",
                            "10",
                            "RECORDED_WITHOUT_VISIT",
                            scene ->
                                    scene.continued(
                                            book ->
                                                    elsewhere(
                                                            book,
                                                            VisitEvent.InspectionRecorded.class))),
                    refuted(
                            "another_draw_hash_published",
                            "对外公布另一个抽取哈希",
                            "another draw hash is published",
                            "13",
                            "PUBLISHED_HASH",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    PublicationEvent.DrawHashPublished.class,
                                                    p -> with(p, "drawHash", "ab".repeat(32))))));

    private static Crime completed(
            String name,
            String zh,
            String en,
            String layer,
            String code,
            Function<DrawEvent.DrawCompleted, EventData> bend) {
        return refuted(
                name,
                zh,
                en,
                layer,
                code,
                scene -> scene.crooked(each(DrawEvent.DrawCompleted.class, bend)));
    }

    // A tamper of "the first" event remembers, so each commit gets its own.
    private static Crime bent(
            String name,
            String zh,
            String en,
            String code,
            Supplier<UnaryOperator<EventData>> tamper) {
        return refuted(name, zh, en, "10", code, scene -> scene.crooked(tamper.get()));
    }

    private static Crime again(
            String name, String zh, String en, String code, Class<? extends EventData> type) {
        return refuted(
                name,
                zh,
                en,
                "10",
                code,
                scene ->
                        scene.continued(
                                book ->
                                        book.append(
                                                Scene.event(book, type).stream(),
                                                Scene.event(book, type).data(),
                                                book.time())));
    }

    /** The first of its kind once more, under a label that was not drawn. */
    private static <T extends Record & VisitEvent> void elsewhere(Book book, Class<T> type) {
        String label = "ab".repeat(32);
        T moved = with(type.cast(Scene.event(book, type).data()), "label", label);
        book.append(
                VisitEvent.stream((String) RecordCodec.format(moved).get("drawId"), label),
                moved,
                book.time());
    }

    private static VisitEvent.VisitAssigned otherTeam(VisitEvent.VisitAssigned visit) {
        List<Object> team =
                new ArrayList<>(visit.team().stream().map(RecordCodec::format).toList());
        team.set(0, RecordCodec.format(with(visit.team().get(0), "certificateNo", "99042199999")));
        return with(visit, "team", team);
    }
}
