package org.yanqian.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.policy.BeaconChain;
import org.yanqian.ledger.policy.PartyKey;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.rules.Quarters;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/**
 * Five years of a province (样本): every county bureau keeps 1,500 sites and 60 inspectors, edits its
 * registries daily, and every quarter draws, inspects, opens and publishes. About three quarters of
 * the events are registry changes, the rest visits, inspections and published results; a stream for
 * each site, person, visit and draw.
 */
final class Province {
    static final int SITES = 1_500;
    static final int INSPECTORS = 60;
    private static final int QUARTERS = 20;
    private static final int CHANGES_A_DAY = 31;
    private static final int DRAW_DAY = 4;
    private static final int EVENTS_OF_A_BUREAU = 72_000;
    private static final String[] CLASSES = {"重点", "重点", "重点", "简化", "一般"};
    private static final String[] CREDIT = {"A", "B", "B", "C"};

    /** Of one bureau. */
    static final class County {
        final String bureau;
        final TargetRecord[] sites = new TargetRecord[SITES];
        final InspectorRecord[] inspectors = new InspectorRecord[INSPECTORS];
        final List<CountyDraw> draws = new ArrayList<>();
        int changed;

        County(String bureau) {
            this.bureau = bureau;
        }
    }

    final Keys keys = new Keys(Suite.INTL);
    final ProvinceBook book;
    private final List<County> counties = new ArrayList<>();

    private Province(ProvinceBook book, int bureaus) {
        this.book = book;
        for (int b = 1; b <= bureaus; b++) {
            counties.add(new County(String.format(java.util.Locale.ROOT, "county%03d", b)));
        }
    }

    static int bureaus(long events) {
        return (int) Math.max(1, Math.round(events / (double) EVENTS_OF_A_BUREAU));
    }

    /** Writes {@code export} and {@code policy} into the folder; the number of events. */
    static long write(long events, Path folder) throws IOException {
        Instant start = noon(LocalDate.of(2026, 1, 1)).minusSeconds(3600);
        Keys keys = new Keys(Suite.INTL);
        try (ProvinceBook book = new ProvinceBook(keys, folder, start)) {
            Province province = new Province(book, bureaus(events));
            province.live();
            province.policy().write(folder.resolve("policy"));
            ExportWriter.write(book, folder.resolve("export"));
            return book.size();
        }
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(4, 0).toInstant(ZoneOffset.UTC);
    }

    Policy policy() {
        Policy one =
                keys.policy(
                        IntStream.rangeClosed(1, 13).mapToObj(String::valueOf).toList(), Grade.C);
        List<ServiceKey> services = new ArrayList<>();
        List<PartyKey> parties = new ArrayList<>();
        List<String> bureaus = new ArrayList<>();
        for (County county : counties) {
            bureaus.add(county.bureau);
            services.add(new ServiceKey(county.bureau, keys.service.publicKey()));
            for (PartyKey party : one.parties()) {
                parties.add(
                        new PartyKey(
                                party.party(),
                                party.key(),
                                county.bureau,
                                party.supervising(),
                                Optional.empty(),
                                Optional.empty()));
            }
        }
        return new Policy(
                one.tlog(),
                one.origin(),
                services,
                parties,
                one.outsiders(),
                List.of(
                        new BeaconChain(
                                Beacon.LOCAL,
                                BeaconChain.QUICKNET_SCHEME,
                                keys.drand.publicKey(),
                                Keys.GENESIS,
                                Keys.PERIOD)),
                600,
                Grade.C,
                one.requireLedger(),
                one.requireDraw(),
                bureaus,
                Optional.empty());
    }

    private void live() {
        register();
        for (int q = 0; q < QUARTERS; q++) {
            LocalDate first = Quarters.firstDay(2026 + q / 4, q % 4 + 1);
            LocalDate next = Quarters.lastDay(2026 + q / 4, q % 4 + 1).plusDays(1);
            for (int d = 0; first.plusDays(d).isBefore(next); d++) {
                day(first.plusDays(d), d, q);
            }
        }
        LocalDate end = Quarters.firstDay(2026 + QUARTERS / 4, 1);
        for (int d = 0; d <= 12; d++) {
            day(end.plusDays(d), d, QUARTERS);
        }
    }

    private void day(LocalDate day, int d, int quarter) {
        if (book.now.isBefore(noon(day))) {
            book.now = noon(day);
        }
        if (d == DRAW_DAY && quarter < QUARTERS) {
            CountyDraw.all(this, counties, quarter, day);
        } else {
            counties.forEach(county -> edits(county, d));
            for (County county : counties) {
                for (CountyDraw draw : List.copyOf(county.draws)) {
                    if (draw.day(day)) {
                        county.draws.remove(draw);
                    }
                }
            }
        }
        book.seal();
    }

    private void edits(County county, int d) {
        for (int i = 0; i < CHANGES_A_DAY; i++) {
            int site = (int) (county.changed++ * 7_919L % SITES);
            TargetRecord before = county.sites[site];
            TargetRecord after = changed(before, county.changed);
            county.sites[site] = after;
            book.append(
                    county.bureau,
                    TargetEvent.stream(county.bureau, after.objectId()),
                    new TargetEvent.TargetChanged(before, after, "年度核实（样本）", "manual"));
        }
        if (d < INSPECTORS) {
            InspectorRecord before = county.inspectors[d];
            InspectorRecord after = certified(before, before.checksThisYear() + 1);
            county.inspectors[d] = after;
            book.append(
                    county.bureau,
                    InspectorEvent.stream(county.bureau, after.personId()),
                    new InspectorEvent.InspectorChanged(before, after, "任务登记（样本）", "manual"));
        }
    }

    private static TargetRecord changed(TargetRecord r, int n) {
        return new TargetRecord(
                r.objectId(),
                r.permitNo(),
                r.name(),
                r.uscc(),
                r.divisionCode(),
                r.area(),
                r.address(),
                r.longitude(),
                r.latitude(),
                r.industryCode(),
                r.industryName(),
                r.supervisionClass(),
                r.permitClass(),
                CREDIT[n / SITES % CREDIT.length],
                r.positiveList(),
                r.heavyPollutionGrade(),
                n % 37 == 0 ? "停产" : "在产",
                r.tags(),
                r.checksLastYear() + 1,
                r.lastCheckDate(),
                r.listedOn(),
                r.registryStatus(),
                r.personal());
    }

    private static InspectorRecord certified(InspectorRecord r, long checks) {
        return new InspectorRecord(
                r.personId(),
                r.certificateNo(),
                "2099-12-31",
                r.divisionCode(),
                r.unit(),
                r.post(),
                r.rank(),
                r.specialties(),
                r.yearsOfService(),
                r.establishment(),
                r.onPost(),
                checks,
                r.recusedTargets(),
                r.registryStatus(),
                r.personal());
    }

    private void register() {
        book.append(
                "",
                OriginEvent.ORIGIN_STREAM,
                new OriginEvent.LedgerOpened(
                        Keys.ORIGIN,
                        keys.suite.wire(),
                        keys.log.key(NoteKey.Type.ED25519).format(),
                        List.of(
                                new OriginEvent.ServiceKey(
                                        "", keys.service.publicKey().format()))));
        byte[] rules = RuleSets.resource(RuleSets.WEIHAI_2023);
        for (int b = 0; b < counties.size(); b++) {
            County county = counties.get(b);
            book.append(
                    county.bureau,
                    RuleSetEvent.stream(county.bureau),
                    new RuleSetEvent.RuleSetAdopted(
                            RuleSets.WEIHAI_2023,
                            new String(rules, StandardCharsets.UTF_8),
                            Hex.format(keys.suite.hash(rules))));
            for (int i = 0; i < SITES; i++) {
                TargetRecord site = Records.target(b * SITES + i, CLASSES[i % CLASSES.length]);
                county.sites[i] = site;
                book.append(
                        county.bureau,
                        TargetEvent.stream(county.bureau, site.objectId()),
                        new TargetEvent.TargetRegistered(site, "manual"));
            }
            for (int i = 0; i < INSPECTORS; i++) {
                InspectorRecord one = certified(Records.inspector(b * INSPECTORS + i), 0);
                county.inspectors[i] = one;
                book.append(
                        county.bureau,
                        InspectorEvent.stream(county.bureau, one.personId()),
                        new InspectorEvent.InspectorRegistered(one, "manual"));
            }
        }
        book.seal();
    }
}
