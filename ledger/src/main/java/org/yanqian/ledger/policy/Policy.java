package org.yanqian.ledger.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.tree.Cosignature;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.SignedCheckpoint;

/**
 * Everything that a verifier takes on trust. Reading and constructing refuse with {@code
 * BAD_POLICY}, and the message names the file and the field.
 *
 * @param tlog logs, witnesses, quorum
 * @param origin of the ledger; at least one log of {@code tlog} has this name
 * @param serviceKeys that may sign events from index 0
 * @param parties keys of the parties; a key belongs to one party only, and neither to the
 *     service nor to a witness
 * @param outsiders witnesses that stand under neither bureau nor any party, by the policy's names
 * @param beacons drand chains of one's own
 * @param marginSeconds that must lie between the quorum and the beacon's round, 1 to 604,800
 * @param lowestGrade of a draw that may count as proven
 * @param requireLedger layers that must be ok for a ledger: 1 to 14, or 10.selection
 * @param requireDraw the same for a draw's bundle
 * @param bureaus whose chains of announcements the ledger holds
 * @param auditorKey that draw keys are encrypted to, {@code suite:hex}
 * @param timeStamps authorities whose tokens count in addition to witnesses; empty: none is looked at
 * @param slackSeconds by which clocks may differ, and an event may wait for its place: 0 to 604,800
 * @param officers what is asked of officers' own keys
 */
public record Policy(
        TlogPolicy tlog,
        String origin,
        List<ServiceKey> serviceKeys,
        List<PartyKey> parties,
        List<String> outsiders,
        List<BeaconChain> beacons,
        long marginSeconds,
        Grade lowestGrade,
        List<String> requireLedger,
        List<String> requireDraw,
        List<String> bureaus,
        Optional<String> auditorKey,
        List<StampRoot> timeStamps,
        long slackSeconds,
        OfficerRules officers) {
    /** Name of the second file, beside {@link TlogPolicy#FILE}. */
    public static final String FILE = "yanqian.json";

    public static final long DEFAULT_MARGIN_SECONDS = 600;
    public static final long DEFAULT_SLACK_SECONDS = 600;
    private static final long MAX_MARGIN_SECONDS = 7 * 86_400;
    private static final int MAX_BYTES = 1 << 20;

    public Policy {
        serviceKeys = List.copyOf(serviceKeys);
        parties = List.copyOf(parties);
        outsiders = distinct(outsiders, "outsiders");
        beacons = List.copyOf(beacons);
        requireLedger = layers(requireLedger, "require.ledger");
        requireDraw = layers(requireDraw, "require.draw");
        bureaus = distinct(bureaus, "bureaus");
        requireNonEmpty(bureaus, "bureaus");
        requireNonEmpty(serviceKeys, "serviceKeys");
        if (tlog.logs().stream().noneMatch(log -> log.key().name().equals(origin))) {
            throw bad("origin", TlogPolicy.FILE + " has no log of this name: " + origin);
        }
        if (marginSeconds < 1 || marginSeconds > MAX_MARGIN_SECONDS) {
            throw bad("marginSeconds", "expected 1 to 604800, found " + marginSeconds);
        }
        for (String outsider : outsiders) {
            if (!tlog.witnesses().containsKey(outsider)) {
                throw bad("outsiders", TlogPolicy.FILE + " has no witness " + outsider);
            }
        }
        requireBureaus(bureaus, serviceKeys, parties);
        requireOwnKeys(tlog, serviceKeys, parties);
        requireChains(beacons);
        timeStamps = List.copyOf(timeStamps);
        requireStampRoots(timeStamps);
        if (slackSeconds < 0 || slackSeconds > MAX_MARGIN_SECONDS) {
            throw bad("slackSeconds", "expected 0 to 604800, found " + slackSeconds);
        }
        for (String type : distinct(officers.signatures(), "officerSignatures")) {
            if (EventTypes.all().keySet().stream().noneMatch(t -> t.startsWith(type + "/"))) {
                throw bad("officerSignatures", "no such type of event: " + type);
            }
        }
    }

    /** Without time-stamping authorities, and with the usual slack. */
    public Policy(
            TlogPolicy tlog,
            String origin,
            List<ServiceKey> serviceKeys,
            List<PartyKey> parties,
            List<String> outsiders,
            List<BeaconChain> beacons,
            long marginSeconds,
            Grade lowestGrade,
            List<String> requireLedger,
            List<String> requireDraw,
            List<String> bureaus,
            Optional<String> auditorKey) {
        this(
                tlog,
                origin,
                serviceKeys,
                parties,
                outsiders,
                beacons,
                marginSeconds,
                lowestGrade,
                requireLedger,
                requireDraw,
                bureaus,
                auditorKey,
                List.of(),
                DEFAULT_SLACK_SECONDS,
                OfficerRules.NONE);
    }

    /** The same policy with these rules for officers. */
    public Policy withOfficers(OfficerRules rules) {
        return new Policy(
                tlog,
                origin,
                serviceKeys,
                parties,
                outsiders,
                beacons,
                marginSeconds,
                lowestGrade,
                requireLedger,
                requireDraw,
                bureaus,
                auditorKey,
                timeStamps,
                slackSeconds,
                rules);
    }

    /** The same policy with these time-stamping authorities. */
    public Policy withTimeStamps(List<StampRoot> roots) {
        return new Policy(
                tlog,
                origin,
                serviceKeys,
                parties,
                outsiders,
                beacons,
                marginSeconds,
                lowestGrade,
                requireLedger,
                requireDraw,
                bureaus,
                auditorKey,
                roots,
                slackSeconds,
                officers);
    }

    /**
     * @param folderOrFile a folder with both files, or the path of its tlog-policy file under any
     *     name, with yanqian.json beside it. Also throws {@code UNREADABLE}
     */
    public static Policy read(Path folderOrFile) {
        Path file =
                Files.isDirectory(folderOrFile)
                        ? folderOrFile.resolve(TlogPolicy.FILE)
                        : folderOrFile;
        return parse(bytes(file), bytes(file.resolveSibling(FILE)));
    }

    /** From the bytes of both files. */
    public static Policy parse(byte[] tlogPolicy, byte[] yanqianJson) {
        TlogPolicy tlog;
        try {
            tlog = TlogPolicy.parse(tlogPolicy);
        } catch (CodedException e) {
            throw new CodedException("BAD_POLICY", TlogPolicy.FILE + ": " + e.getMessage(), e);
        }
        return PolicyJson.parse(tlog, yanqianJson);
    }

    /** Writes both files into the folder, which is made if need be; {@code UNREADABLE} if it fails. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(TlogPolicy.FILE), tlog.bytes());
            Files.write(folder.resolve(FILE), PolicyJson.format(this));
        } catch (IOException e) {
            throw new CodedException("UNREADABLE", "cannot write " + folder + ": " + e, e);
        }
    }

    private static byte[] bytes(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CodedException("BAD_POLICY", file.getFileName() + ": larger than 1 MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw new CodedException("UNREADABLE", "policy: cannot read " + file, e);
        }
    }

    private static void requireBureaus(
            List<String> bureaus, List<ServiceKey> services, List<PartyKey> parties) {
        for (int i = 0; i < services.size(); i++) {
            if (!bureaus.contains(services.get(i).bureau())) {
                throw bad("serviceKeys[" + i + "].bureau", "not among bureaus");
            }
        }
        for (int i = 0; i < parties.size(); i++) {
            if (!bureaus.contains(parties.get(i).bureau())) {
                throw bad("parties[" + i + "].bureau", "not among bureaus");
            }
        }
    }

    // Who holds two keys of this policy could speak for two sides.
    private static void requireOwnKeys(
            TlogPolicy tlog, List<ServiceKey> services, List<PartyKey> parties) {
        Map<PublicKey, String> owners = new LinkedHashMap<>();
        tlog.logs().forEach(log -> owners.put(log.key().key(), "the service"));
        tlog.witnesses().forEach((name, w) -> owners.put(w.key().key(), "witness " + name));
        for (int i = 0; i < services.size(); i++) {
            requireOwner(
                    owners, services.get(i).key(), "the service", "serviceKeys[" + i + "].key");
        }
        for (int i = 0; i < parties.size(); i++) {
            PartyKey party = parties.get(i);
            requireOwner(owners, party.key(), "party " + party.party(), "parties[" + i + "].key");
            if (party.from().isPresent()
                    && party.until().isPresent()
                    && !party.from().get().isBefore(party.until().get())) {
                throw bad("parties[" + i + "].until", "not after from");
            }
        }
    }

    private static void requireOwner(
            Map<PublicKey, String> owners, PublicKey key, String owner, String field) {
        String other = owners.putIfAbsent(key, owner);
        if (other != null && !other.equals(owner)) {
            throw bad(field, "this key already belongs to " + other);
        }
    }

    private static void requireChains(List<BeaconChain> beacons) {
        for (int i = 0; i < beacons.size(); i++) {
            BeaconChain chain = beacons.get(i);
            String field = "beacons[" + i + "].";
            if (chain.type().equals(Beacon.QUICKNET) || chain.type().equals(Beacon.DEFAULT)) {
                throw bad(field + "type", chain.type() + " is pinned and cannot be replaced");
            }
            // No draw can have another: the type stands in the seed, and the kernel knows its
            // types.
            if (!chain.type().equals(Beacon.LOCAL)) {
                throw bad(field + "type", "expected " + Beacon.LOCAL + ", found " + chain.type());
            }
            if (beacons.stream().filter(b -> b.type().equals(chain.type())).count() > 1) {
                throw bad(field + "type", "stands there twice: " + chain.type());
            }
            if (!chain.scheme().equals(BeaconChain.QUICKNET_SCHEME)) {
                throw bad(field + "scheme", "expected " + BeaconChain.QUICKNET_SCHEME);
            }
            if (chain.publicKey().length() != 96) {
                throw bad(field + "publicKey", "expected 96 bytes of hex");
            }
            if (chain.genesisSeconds() < 1) {
                throw bad(field + "genesisSeconds", "expected 1 or more");
            }
            if (chain.periodSeconds() < 1) {
                throw bad(field + "periodSeconds", "expected 1 or more");
            }
        }
    }

    private static void requireStampRoots(List<StampRoot> roots) {
        for (int i = 0; i < roots.size(); i++) {
            String name = roots.get(i).name();
            if (!name.matches("[a-z0-9-]{1,60}")) {
                throw bad("timeStamps[" + i + "].name", "expected a-z, 0-9 and -, found " + name);
            }
            if (roots.stream().filter(root -> root.name().equals(name)).count() > 1) {
                throw bad("timeStamps[" + i + "].name", "stands there twice: " + name);
            }
        }
    }

    private static List<String> layers(List<String> layers, String field) {
        requireNonEmpty(layers, field);
        for (String layer : layers) {
            if (!layer.matches("[1-9]|1[0-4]|10\\.selection")) {
                throw bad(field, "no such layer: " + layer);
            }
        }
        return distinct(layers, field);
    }

    private static List<String> distinct(List<String> values, String field) {
        for (String value : values) {
            if (value.isEmpty() || values.indexOf(value) != values.lastIndexOf(value)) {
                throw bad(field, "empty or twice: \"" + value + "\"");
            }
        }
        return List.copyOf(values);
    }

    private static void requireNonEmpty(Collection<?> values, String field) {
        if (values.isEmpty()) {
            throw bad(field, "empty: such a policy proves nothing");
        }
    }

    static CodedException bad(String field, String message) {
        return new CodedException("BAD_POLICY", FILE + ": " + field + ": " + message);
    }

    /** Keys of the ledger's own log, those named after its origin. */
    public List<NoteKey> logKeys() {
        return tlog.logs().stream()
                .map(TlogPolicy.Peer::key)
                .filter(key -> key.name().equals(origin))
                .toList();
    }

    /** Keys of all witnesses. */
    public List<NoteKey> witnessKeys() {
        return tlog.witnesses().values().stream().map(TlogPolicy.Peer::key).toList();
    }

    /** Reads a signed checkpoint of this ledger; throws as {@link SignedCheckpoint#verify}. */
    public SignedCheckpoint verifyCheckpoint(byte[] note) {
        return SignedCheckpoint.verify(note, logKeys(), witnessKeys());
    }

    /**
     * When each witness, by the policy's name, cosigned: its earliest time where it stands there
     * more than once. Seconds since 1970.
     */
    public Map<String, Long> cosignedAtSeconds(SignedCheckpoint checkpoint) {
        Map<NoteKey, String> names =
                tlog.witnesses().entrySet().stream()
                        .collect(Collectors.toMap(e -> e.getValue().key(), Map.Entry::getKey));
        Map<String, Long> times = new LinkedHashMap<>();
        for (Cosignature c : checkpoint.cosignatures()) {
            String name = names.get(c.key());
            if (name != null) {
                times.merge(name, c.timestampSeconds(), Math::min);
            }
        }
        return times;
    }

    /** As {@link TlogPolicy#quorumMet}. */
    public boolean quorumMet(Set<String> witnessNames) {
        return tlog.quorumMet(witnessNames);
    }

    /** As {@link TlogPolicy#quorumMetAt}. */
    public OptionalLong quorumMetAt(Map<String, Long> cosignedAtSeconds) {
        return tlog.quorumMetAt(cosignedAtSeconds);
    }

    /** When the quorum of this checkpoint was met, seconds since 1970; empty if it never was. */
    public OptionalLong quorumMetAt(SignedCheckpoint checkpoint) {
        return tlog.quorumMetAt(cosignedAtSeconds(checkpoint));
    }

    /** As {@link TlogPolicy#canQuorumBeMetWithout}. */
    public boolean canQuorumBeMetWithout(Collection<String> witnessNames) {
        return tlog.canQuorumBeMetWithout(witnessNames);
    }

    /**
     * Seconds since 1970 before which nobody can know the announced beacon (SPEC section 9.4); empty
     * for a chain that nobody pinned and for other types without {@code notBefore}. Throws {@code
     * BAD_ROUND} or {@code BAD_TIME}.
     */
    public OptionalLong roundTime(BeaconTerms terms) {
        return switch (terms.type()) {
            case Beacon.QUICKNET -> OptionalLong.of(DrandChain.QUICKNET.roundTime(terms.round()));
            case Beacon.DEFAULT -> OptionalLong.of(DrandChain.DEFAULT.roundTime(terms.round()));
            case Beacon.DICE, Beacon.LOTTERY, Beacon.NONE ->
                    terms.notBefore().isEmpty()
                            ? OptionalLong.empty()
                            : OptionalLong.of(
                                    EventCodec.parseTime(terms.notBefore()).getEpochSecond());
            default ->
                    beacon(terms.type()).stream()
                            .mapToLong(chain -> chain.roundTimeSeconds(terms.round()))
                            .findFirst();
        };
    }

    /**
     * Seconds since 1970 before which announcement and close must have been seen: roundTime less the
     * larger of both margins, this policy's and the announcement's. Empty as {@link #roundTime}.
     */
    public OptionalLong deadline(DrawAnnounced announced) {
        OptionalLong roundTime = roundTime(announced.beacon());
        return roundTime.isEmpty()
                ? roundTime
                : OptionalLong.of(
                        roundTime.getAsLong() - Math.max(marginSeconds, announced.marginSeconds()));
    }

    /** The drand chain that code or policy pins to the type; empty for every other type. */
    public Optional<DrandChain> chain(String type) {
        return switch (type) {
            case Beacon.QUICKNET -> Optional.of(DrandChain.QUICKNET);
            case Beacon.DEFAULT -> Optional.of(DrandChain.DEFAULT);
            default -> beacon(type).map(BeaconChain::chain);
        };
    }

    /** A drand chain of one's own, by its type. */
    public Optional<BeaconChain> beacon(String type) {
        return beacons.stream().filter(b -> b.type().equals(type)).findFirst();
    }
}
