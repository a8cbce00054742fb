package org.yanqian.verifier.report;

/** Language of a report. */
public enum Lang {
    ZH,
    EN;

    public String of(String zh, String en) {
        return this == ZH ? zh : en;
    }
}
