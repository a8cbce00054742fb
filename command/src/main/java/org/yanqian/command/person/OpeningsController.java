package org.yanqian.command.person;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.Actors;
import org.yanqian.command.api.Names;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.vault.Vault;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.bundle.Openings.ErasedValue;
import org.yanqian.ledger.bundle.Openings.OpenedValue;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PersonalDigest;
import org.yanqian.ledger.store.SealedLedger;

/** Personal values for an auditor, each with what checks it against its event. */
@RestController
@RequestMapping("/api/v1/ledger/openings")
@Tag(name = "personal data", description = "个人信息：删除与开启 / erasure and openings")
public class OpeningsController {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningsController.class);

    private final Vault vault;
    private final SealedLedger ledger;
    private final CommandSettings settings;

    public OpeningsController(Vault vault, SealedLedger ledger, CommandSettings settings) {
        this.vault = vault;
        this.ledger = ledger;
        this.settings = settings;
    }

    @GetMapping(produces = "application/json")
    @Operation(
            summary =
                    "个人信息开启材料（姓名、电话等原值与盐），用 yanqian-verify ledger --openings 核对 / personal"
                            + " values with their salts, for an auditor to check")
    ResponseEntity<byte[]> openings(
            @RequestParam String bureau,
            @RequestParam String kind,
            @RequestParam(defaultValue = "") String id) {
        Actor auditor = Actors.in("auditor");
        Refusal.when(
                !List.of("inspector", "target").contains(kind),
                RefusalCode.BAD_RECORD,
                "kind " + kind);
        String prefix = kind + "/" + Names.require(bureau) + "/" + id;
        LOG.info("openings of {} for {}", prefix, auditor.officer());
        byte[] file = open(prefix, !id.isEmpty()).format();
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"openings.json\"")
                .header("Cache-Control", "no-store")
                .body(file);
    }

    private Openings open(String prefix, boolean one) {
        Map<String, Map<String, Vault.Stored>> stored = new HashMap<>();
        for (Vault.Stored value : vault.openAll(prefix)) {
            stored.computeIfAbsent(value.subject(), s -> new HashMap<>()).put(value.field(), value);
        }
        TreeSet<String> subjects = new TreeSet<>(stored.keySet());
        List<String> erased = vault.erasedWith(prefix);
        subjects.addAll(erased);
        subjects.removeIf(subject -> one && !subject.equals(prefix));
        List<OpenedValue> opened = new ArrayList<>();
        List<ErasedValue> gone = new ArrayList<>();
        for (String subject : subjects) {
            Map<String, Vault.Stored> values = stored.getOrDefault(subject, Map.of());
            boolean isErased = erased.contains(subject);
            for (SealedLedger.SealedEntry entry : ledger.stream(subject)) {
                add(Entry.parse(entry.entry()).event(), values, isErased, opened, gone);
            }
        }
        return new Openings(gone, Openings.FORMAT, settings.origin(), opened);
    }

    // A value that was replaced since is not in the vault any more: it is left out.
    private static void add(
            LedgerEvent event,
            Map<String, Vault.Stored> values,
            boolean isErased,
            List<OpenedValue> opened,
            List<ErasedValue> gone) {
        PersonalDigest.in(event.data())
                .forEach(
                        (field, digest) -> {
                            Vault.Stored value = values.get(field);
                            if (isErased) {
                                gone.add(new ErasedValue(event.id(), field));
                            } else if (value != null && value.digest().equals(digest)) {
                                opened.add(
                                        new OpenedValue(
                                                event.id(),
                                                field,
                                                Hex.format(value.r()),
                                                value.value()));
                            }
                        });
    }
}
