package org.yanqian.verifier.sample;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.sign.PrivateKey;

/** What may differ between honest ledgers, and what a cheat may bend. */
public class SampleOptions {
    public String beacon = Beacon.LOCAL;
    public int targets = 60;
    public int inspectors = 12;
    public UnaryOperator<EventData> tamper = data -> data;
    public PrivateKey supervisingSigner;

    /** Signs for the supervising party what follows the draw; the signer above unless set. */
    public PrivateKey countersigner;

    public long closeDelaySeconds;
    public long closeCosignedDelaySeconds;

    /** Between the beacon and the result. */
    public long resultDelaySeconds;

    /** Who confirms dice, in this order; a name may stand here twice. */
    public List<String> confirming = List.of(Keys.BUREAU_PARTY, Keys.SUPERVISING_PARTY);

    /** Draws of the line that are made void, each before the one that stands. */
    public int voids;

    /** Vacancies of the first drawn visit, one after the other. */
    public int vacancies;

    /** Whoever would step in leaves his post before the vacancy. */
    public boolean retiresTheSubstitute;

    /** They do not wait for a beacon. */
    public boolean urgent;

    /** Between an announced vacancy and its cosignatures. */
    public long vacancyCosignedDelaySeconds;

    /** A second line, opened and then left alone. */
    public boolean opensOneMore;

    /** As the result claims it. */
    public String grade = "C";

    /** Of the announcement; an honest one is sealed to the auditor. */
    public String keyCiphertext = "";

    /** Runs between freeze and announcement. */
    public Consumer<GoodLedger> betweenFreezeAndAnnouncement = ledger -> {};

    /** Runs before the draw is opened. */
    public Consumer<GoodLedger> beforeOpening = ledger -> {};

    /** Runs when the draw is complete, before what follows it. */
    public Consumer<GoodLedger> afterTheDraw = ledger -> {};

    /** Of vacancies; dice only where the draw's own value is rolled. */
    public String vacancyBeacon = Beacon.LOCAL;

    /** Visits of the last draw that are made, the first so many. */
    public int inspections = 3;

    /** Who confirms what is rolled for a vacancy. */
    public List<String> confirmingVacancies = List.of(Keys.BUREAU_PARTY, Keys.SUPERVISING_PARTY);

    /** As the executed vacancy claims it. */
    public String vacancyGrade = "C";

    /** Another bureau lends inspectors for the first visit that is owed; take few of one's own. */
    public boolean lends;

    /** Sites found closed, each followed by a reserve that is staffed and inspected. */
    public int closures;

    /** Which of the team confirms what the first reports: 0 is the reporter himself. */
    public int confirmingMember = 1;
}
