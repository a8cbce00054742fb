package org.yanqian.command.seal;

/** For tests of the sealer alone. */
final class Unguarded implements Sealer.Guard {
    @Override
    public boolean mayLead() {
        return true;
    }

    @Override
    public boolean maySeal() {
        return true;
    }
}
