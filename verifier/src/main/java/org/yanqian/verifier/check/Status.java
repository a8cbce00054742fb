package org.yanqian.verifier.check;

/** Of one layer; never one "OK" for all of them. */
public enum Status {
    OK("ok"),
    FAIL("FAIL"),
    NOT_CHECKED("not checked");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
