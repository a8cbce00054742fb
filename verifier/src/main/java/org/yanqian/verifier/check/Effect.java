package org.yanqian.verifier.check;

/** What a finding does to the verdict. */
public enum Effect {
    REFUTES,
    /** The layer cannot be judged: neither proven nor refuted. */
    UNDECIDED,
    /** To be shown; changes nothing. */
    NOTE
}
