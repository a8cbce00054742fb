package org.yanqian.verifier.crime;

import java.util.List;

/**
 * What looks like a crime and is none: the verifier must call it proven and frame nobody.
 *
 * @param layer at which it looks like one; empty if at none
 * @param codes of everything that is shown all the same, besides the visits that every sample leaves
 *     undone
 */
record Honest(String name, String layer, List<String> codes, Corpus.Act act) {
    static final List<Honest> ALL =
            List.of(
                    new Honest(
                            "a_quarter_that_nobody_touched",
                            "",
                            List.of(),
                            scene -> scene.hand(scene.good.book)),
                    new Honest(
                            "a_bundle_that_nobody_touched",
                            "",
                            List.of(),
                            scene -> scene.draw(scene.bundle.write(scene.keys.service))),
                    new Honest(
                            "a_bundle_before_its_labels_are_opened",
                            "10",
                            List.of(),
                            scene ->
                                    scene.draw(
                                            scene.good.bundle(false).write(scene.keys.service))));
}
