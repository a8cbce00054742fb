package org.yanqian.verifier.check;

/** A layer whose findings are made elsewhere: one of the smaller verifications, or a part of one. */
final class Layer extends Check {
    Layer(String id) {
        super(id);
    }

    @Override
    protected void finish(Evidence evidence) {}

    void refuted(String code, long index, Object expected, Object found) {
        fail(code, index, expected, found);
    }

    void same(String code, long index, Object expected, Object found) {
        equal(code, index, expected, found);
    }

    void open(String code, long index, Object expected, Object found) {
        undecided(code, index, expected, found);
    }

    void noted(String code, long index, Object expected, Object found) {
        note(code, index, expected, found);
    }

    void skipped(String reason) {
        notChecked(reason);
    }
}
