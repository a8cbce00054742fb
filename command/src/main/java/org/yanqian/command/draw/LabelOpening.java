package org.yanqian.command.draw;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.DrawCommands.OpenLabels;
import org.yanqian.command.seal.Lists;
import org.yanqian.ledger.bundle.LabelList;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.LabelsOpened;

/** DRAW/1 section 7: when the embargo ends, (id, sub) of every target; inspectors stay closed. */
@Component
public class LabelOpening {
    private final DrawFiles draws;
    private final FrozenDraws frozenDraws;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final Lists lists;
    private final Clock clock;

    public LabelOpening(
            DrawFiles draws,
            FrozenDraws frozenDraws,
            CommandEndpoint commands,
            CommandSettings settings,
            Lists lists,
            Clock clock) {
        this.draws = draws;
        this.frozenDraws = frozenDraws;
        this.commands = commands;
        this.settings = settings;
        this.lists = lists;
        this.clock = clock;
    }

    LabelsOpened open(Actor actor, String drawId) {
        DrawFile file = draws.read(drawId);
        file.result();
        Map<String, Bytes> subs = frozenDraws.of(file).subs();
        byte[] list = LabelList.format(subs);
        String hash = Hex.format(settings.suiteValue().hash(list));
        LabelsOpened opened = new LabelsOpened(drawId, hash, subs.size(), 0);
        commands.send(actor, new OpenLabels(DrawEvent.stream(drawId), opened, clock.instant()));
        lists.keep(hash, list);
        return opened;
    }
}
