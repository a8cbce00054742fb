package org.yanqian.app.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.EventCodec;

/** One draw from its opening to its result, with two parties in processes of their own. */
final class DrawStory {
    private static final String OPERATOR = Setting.BUREAU + "-draw-operator";
    private static final String AUDITOR = Setting.SUPERVISING + "-auditor";
    private static final Map<String, String> PARTY_ACCOUNTS =
            Map.of(
                    "bureau", Setting.BUREAU + "-seed-party",
                    "discipline", Setting.SUPERVISING + "-seed-party");

    private static final long BYTES_A_SECOND = 200_000;

    private final Layout layout;
    private final Children children;
    private final Setting setting;
    private final Api api;
    private final Story story;
    private String drawId;
    private String path;
    private Instant embargoEnd;
    private long round;
    private double partySeconds = 1;

    DrawStory(Layout layout, Children children, Setting setting, Api api, Story story) {
        this.layout = layout;
        this.children = children;
        this.setting = setting;
        this.api = api;
        this.story = story;
    }

    String path() {
        return path;
    }

    Instant embargoEnd() {
        return embargoEnd;
    }

    /** Returns what the service answered to the result. */
    Map<String, Object> run(int year, String plan) throws IOException, InterruptedException {
        open(year, plan);
        commit();
        announce();
        awaitWitnesses("announcement");
        story.tell(
                "公告已由两个见证方联署，各方此前不会揭示",
                "Both witnesses cosigned the announcement; no party reveals before that");
        reveal();
        api.post(OPERATOR, path + "/close", new byte[0], "application/json");
        awaitWitnesses("close");
        story.tell("已截止，截止事件已由两个见证方联署", "Closed, and both witnesses cosigned the close");
        return result();
    }

    private void open(int year, String plan) {
        Map<String, Object> answer =
                api.post(
                        OPERATOR,
                        "/api/v1/draws",
                        Map.of("bureau", Setting.BUREAU, "plan", plan, "year", (long) year));
        drawId = (String) Api.result(answer).get("drawId");
        path = "/api/v1/draws" + drawId.substring(Setting.ORIGIN.length());
        story.tell("抽签编号 " + drawId, "Draw " + drawId + " is open, two parties are invited");
    }

    private void commit() throws IOException, InterruptedException {
        double before = story.seconds();
        eachParty(
                party ->
                        List.of(
                                "--suite",
                                Setting.SUITE,
                                "--post",
                                api.base(),
                                "--token-file",
                                tokenFile(party)),
                "commit");
        partySeconds = Math.max(1, story.seconds() - before);
        story.tell(
                "双方各在自己的进程中生成随机数并签名承诺，密钥不进入服务",
                "Each party committed to a nonce in a process of its own; no key enters the service");
    }

    private interface Arguments {
        List<String> of(String party) throws IOException;
    }

    private void eachParty(Arguments arguments, String action) throws IOException {
        List<CompletableFuture<Children.Ended>> ends = new ArrayList<>();
        for (String party : Setting.PARTIES) {
            Path folder = layout.party(party);
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "party",
                                    action,
                                    "--key",
                                    folder.resolve("party.key").toString(),
                                    "--party",
                                    party,
                                    "--draw",
                                    drawId,
                                    "--nonce",
                                    folder.resolve("nonce.json").toString()));
            command.addAll(arguments.of(party));
            ends.add(CompletableFuture.supplyAsync(() -> children.run(layout.tool(command))));
        }
        for (CompletableFuture<Children.Ended> end : ends) {
            Children.Ended ended = end.join();
            if (ended.code() != 0) {
                throw new DemoFailed("party " + action + ": " + ended.output());
            }
        }
    }

    private String tokenFile(String party) throws IOException {
        Path file = layout.party(party).resolve("token");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, api.token(PARTY_ACCOUNTS.get(party)) + "\n");
        return file.toString();
    }

    // The time until the beacon follows the speed of this machine and the length of the list: too
    // short, and the draw lapses.
    private void announce() {
        Instant now = Instant.now();
        long forTheList = layout.sample("objects").toFile().length() / BYTES_A_SECOND;
        Instant deadline = now.plusSeconds(8 + Math.round(4 * partySeconds) + forTheList);
        round = setting.roundAt(deadline.plusSeconds(Setting.MARGIN_SECONDS + 1));
        embargoEnd = setting.timeOf(round).plusSeconds(6);
        Map<String, Object> answer =
                api.post(
                        OPERATOR,
                        path + "/announcement",
                        Map.of(
                                "beacon",
                                Map.of("round", round, "type", Beacon.LOCAL),
                                "embargoEnd",
                                EventCodec.formatTime(embargoEnd),
                                "marginSeconds",
                                Setting.MARGIN_SECONDS,
                                "revealDeadline",
                                EventCodec.formatTime(
                                        Instant.ofEpochMilli(deadline.toEpochMilli()))));
        Map<?, ?> counts = (Map<?, ?>) Api.result(answer).get("counts");
        story.tell(
                "名单冻结并公告：对象 "
                        + counts.get("candidates")
                        + "，人员 "
                        + counts.get("inspectors")
                        + "；演示信标第 "
                        + round
                        + " 轮，约 "
                        + Duration.between(Instant.now(), setting.timeOf(round)).toSeconds()
                        + " 秒后产生",
                "Lists frozen and announced: "
                        + counts.get("candidates")
                        + " targets, "
                        + counts.get("inspectors")
                        + " inspectors; round "
                        + round
                        + " of the demonstration beacon is still to come");
    }

    private void awaitWitnesses(String step) throws InterruptedException {
        while (Instant.now().isBefore(setting.timeOf(round))) {
            Map<?, ?> seen = (Map<?, ?>) api.getObject(OPERATOR, path).get(step);
            if (seen != null && seen.get("proof") instanceof String) {
                return;
            }
            Thread.sleep(100);
        }
        throw new DemoFailed("the witnesses did not cosign the " + step + " in time");
    }

    private void reveal() throws IOException {
        downloadExport(layout.demo().resolve("auditor-export"));
        eachParty(
                party -> {
                    List<String> more =
                            new ArrayList<>(
                                    List.of(
                                            "--policy",
                                            layout.policy().toString(),
                                            "--get",
                                            api.base(),
                                            "--token-file",
                                            tokenFile(party),
                                            "--post"));
                    if (party.equals(Setting.SUPERVISING)) {
                        more.addAll(
                                List.of(
                                        "--export",
                                        layout.demo().resolve("auditor-export").toString(),
                                        "--auditor-key",
                                        layout.party(party).resolve("auditor.key").toString()));
                    }
                    return more;
                },
                "reveal");
        story.tell(
                "纪检方用自己的密钥解出 K，重放名录得出同样的三个根，之后双方揭示",
                "The auditor opened K, replayed the registry to the same three roots; both revealed");
    }

    /** The auditor's export as a folder. */
    void downloadExport(Path folder) throws IOException {
        Layout.delete(folder);
        Files.createDirectories(folder);
        byte[] zip = api.get(AUDITOR, "/api/v1/ledger/export");
        try (ZipInputStream in =
                new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new DemoFailed("the export leaves its folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    private Map<String, Object> result() throws InterruptedException {
        Duration wait = Duration.between(Instant.now(), setting.timeOf(round)).plusMillis(200);
        if (wait.toMillis() > 0) {
            story.tell(
                    "等待演示信标第 " + round + " 轮，" + wait.toSeconds() + " 秒",
                    "Waiting for round " + round + " of the demonstration beacon");
            Thread.sleep(wait.toMillis());
        }
        Map<String, Object> answer =
                api.post(
                        OPERATOR,
                        path + "/result",
                        Map.of(
                                "round",
                                round,
                                "signature",
                                Hex.format(setting.sign(round)),
                                "type",
                                Beacon.LOCAL));
        Map<String, Object> result = Api.result(answer);
        story.tell(
                "抽签完成：抽中 "
                        + result.get("drawn")
                        + " 家，等级 "
                        + result.get("grade")
                        + "（演示信标），抽签哈希 "
                        + result.get("drawHash"),
                "Drawn: "
                        + result.get("drawn")
                        + " targets, grade "
                        + result.get("grade")
                        + " (demonstration beacon), draw hash as above");
        if (!Boolean.FALSE.equals(result.get("lapsed"))) {
            throw new DemoFailed("the draw lapsed: this machine was too slow for its times");
        }
        return answer;
    }
}
