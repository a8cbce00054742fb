package org.yanqian.verifier.check;

/** What all layers together say; exit codes are API. */
public enum Verdict {
    PROVEN(0, "已证明"),
    REFUTED(1, "已推翻"),
    CANNOT_JUDGE(3, "无法判定"),
    /** Stronger than refuted: the log's own signatures convict it. */
    TWO_HISTORIES(4, "存在两套历史，账本已被推翻");

    private final int exitCode;
    private final String zh;

    Verdict(int exitCode, String zh) {
        this.exitCode = exitCode;
        this.zh = zh;
    }

    public int exitCode() {
        return exitCode;
    }

    public String zh() {
        return zh;
    }

    /** {@code CANNOT JUDGE}. */
    public String text() {
        return this == TWO_HISTORIES ? "TWO HISTORIES (REFUTED)" : name().replace('_', ' ');
    }
}
