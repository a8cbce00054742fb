package org.yanqian.verifier.crime;

/**
 * One attack of the catalogue: what an insider with all of the house's keys does, and what the
 * verifier must answer.
 *
 * @param name of the crime, as tests name things
 * @param zh what is done, in Chinese
 * @param en the same in English
 * @param layer that must fail; for exit 3 the layer that says the code
 * @param code of a finding that must be there
 * @param exit of the command line: 1 refuted, 3 cannot be judged, 4 two histories
 */
record Crime(
        String name, String zh, String en, String layer, String code, int exit, Corpus.Act act) {

    static Crime refuted(
            String name, String zh, String en, String layer, String code, Corpus.Act act) {
        return new Crime(name, zh, en, layer, code, 1, act);
    }

    /** Neither proven nor refuted: a required layer cannot be judged. */
    static Crime undecided(
            String name, String zh, String en, String layer, String code, Corpus.Act act) {
        return new Crime(name, zh, en, layer, code, 3, act);
    }
}
