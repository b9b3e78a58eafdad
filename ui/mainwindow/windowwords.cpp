// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/windowwords.h"

#include "models/objectfacts.h"
#include "models/pipefacts.h"
#include "models/storagefacts.h"
#include "services/jobs/jobstates.h"
#include "services/core/clock.h"
#include "services/systems/connections.h"
#include "services/systems/signinways.h"
#include "ui/text/doubtwords.h"
#include "ui/text/amounts.h"
#include "ui/text/connectwords.h"
#include "ui/text/messages.h"
#include "ui/text/presentation.h"
#include "ui/text/units.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

QString inWords(std::chrono::milliseconds left)
{
    const auto seconds = left.count() / 1000;
    if (seconds < 60)
        return Words::tr("about %n s", nullptr, int(std::max<qint64>(1, seconds)));
    return Words::tr("about %1").arg(formatDuration(std::chrono::minutes((seconds + 30) / 60)));
}

// How a job stands that others have to go on with; empty: it goes on by itself (job model 7).
QString waits(const JobRecord &record)
{
    switch (record.jobState) {
    case JobState::Suspended:
        return Words::tr("Suspended; start it on the system");
    case JobState::Service:
        return Words::tr("In service; look at the system");
    case JobState::QueryPending:
        return Words::tr("Waits for an answer on the system");
    default:
        return {};
    }
}

// Where nothing is read, nothing else is true for sure.
QString followed(const JobRecord &record, const JobFigures &figures)
{
    if (record.linkLost)
        return Words::tr("Not reachable; last seen state");
    QString text = record.state == JobRecord::State::Stopping ? Words::tr("Stopping…")
                                                              : waits(record);
    if (text.isEmpty())
        text = figures.stalled ? Words::tr("No change for 2 min")
            : figures.left     ? inWords(*figures.left)
                               : Words::tr("Running");
    if (!record.stopFailure)
        return text;
    return Words::tr("%1 · %2", "how a job stands, what came of the request to stop it")
        .arg(text,
             record.stopRefused
                 ? Words::tr("not stopped: %1").arg(problemText(record.stopFailure->cause))
                 : Words::tr("the answer to the stop was lost"));
}

// Once a job has begun, only what was looked for and not found was surely not done: also an orderly
// stop keeps what there is (job model 3.1).
bool mayHaveLeftParts(const JobRecord &record)
{
    return !record.job.isEmpty()
        && !(record.failure && record.failure->cause == Failure::Cause::NotDone);
}
} // namespace

WindowWords::WindowWords(const Console &console) : m_console(console) {}

QString WindowWords::name(const Node &node) const
{
    switch (node.kind) {
    case Node::Kind::Group:
        return groupTitle(node.name);
    case Node::Kind::System:
        return systemName(m_console, node.systemId);
    case Node::Kind::Object:
        if (isReplicationPipe(node.path()))
            return pipeName(node);
        break;
    default:
        break;
    }
    return ModelWords::name(node);
}

bool WindowWords::isNamedByOthers(const Node &node) const
{
    return node.kind == Node::Kind::Object && isReplicationPipe(node.path());
}

// With its far end, as one name serves for a pipe of many systems.
QString WindowWords::pipeName(const Node &node) const
{
    const auto pipe = PipeFacts(m_console.inventory, node.systemId).pipe(node.path());
    if (!pipe)
        return ModelWords::name(node);
    if (variantOf(m_console.inventory, node) == Variant::Child && !pipe->pairs.isEmpty()) {
        const PipeEnds ends = pipe->pairs.first().ends;
        return pipeText(endpointName(ends.source), endpointName(ends.target), pipe->bothWays);
    }
    // Seen from its target, the far end is the source.
    const QString own = PipeFacts(m_console.inventory, node.systemId).systemName();
    const bool atTarget = sameName(pipe->targetName, own) && !sameName(pipe->sourceName, own);
    const QString far = peerName(m_console, atTarget ? pipe->sourceName : pipe->targetName);
    if (far.isEmpty())
        return pipe->name;
    return atTarget ? pipeText(far, pipe->name, pipe->bothWays)
                    : pipeText(pipe->name, far, pipe->bothWays);
}

QString WindowWords::kind(const Node &node) const
{
    if (node.kind == Node::Kind::System)
        return node.systemId == localSystemId ? Words::tr("Local target") : Words::tr("System");
    if (node.kind != Node::Kind::Object)
        return {};
    const QString words = kindText(presentationOf(m_console.inventory, node));
    return words.isEmpty() ? ModelWords::kind(node) : words;
}

QString WindowWords::icon(const Node &node) const
{
    switch (node.kind) {
    case Node::Kind::Site:
        return u"site"_s;
    case Node::Kind::System:
        return node.systemId == localSystemId ? u"computer"_s : u"system"_s;
    case Node::Kind::Object:
        return presentationOf(m_console.inventory, node).icon;
    default:
        return {};
    }
}

QString WindowWords::stateText(State state, const Node &node) const
{
    // It was so then; how it is now nobody knows.
    if (node.stale && node.kind == Node::Kind::Object && node.read.isValid())
        return Words::tr("%1, %2").arg(stateWord(state),
                                       seenText(node.read, m_console.clock.now()));
    if (const auto space = poolSpace(node.instance);
        state == State::Warning && space && space->low())
        return Words::tr("Low on space");
    if (state == State::Error && isReplicationPipe(node.path()))
        return Words::tr("Lost contact");
    return stateWord(state);
}

QString WindowWords::systemStateText(const SystemState &state) const
{
    return Cistern::stateText(state, m_console.clock.now());
}

// The same words as on the overview, for those who only point at the row.
QString WindowWords::toolTip(const Node &node) const
{
    const ConnectionSpec *spec = m_console.book.find(node.systemId);
    if (!spec || (node.kind != Node::Kind::System && !node.stale))
        return {};
    QStringList lines;
    const SystemState state = m_console.connections.state(node.systemId);
    if (const auto message = connectionMessage(state, *spec);
        message && node.kind == Node::Kind::System)
        lines << message->problem << message->cause << message->fix << message->command;
    if (const QString hint = clockHint(state.ladder, *spec);
        !hint.isEmpty() && state.phase == SystemState::Phase::Connected)
        lines << hint;
    if (node.kind == Node::Kind::System)
        lines << readableHint(*spec);
    if (node.stale && node.read.isValid())
        lines << seenText(node.read, m_console.clock.now());
    lines.removeAll(QString());
    return lines.join(u'\n');
}

// As the person allowed; it stays in sight, connected or not.
QString WindowWords::warning(const Node &node) const
{
    const ConnectionSpec *spec = node.kind == Node::Kind::System
        ? m_console.book.find(node.systemId)
        : nullptr;
    return spec && isReadableOnTheWay(*spec) ? Words::tr("Readable password") : QString();
}

QString WindowWords::both(const QString &state, const QString &warning) const
{
    return Words::tr("%1 · %2", "state of a system, what is remarkable").arg(state, warning);
}

QString WindowWords::detail(const Node &node, qsizetype children) const
{
    if (node.kind == Node::Kind::Site)
        return Words::tr("%n systems", nullptr, int(children));
    if (node.kind == Node::Kind::Group)
        return children > 0 ? QLocale().toString(children) : Words::tr("none");
    if (node.kind != Node::Kind::Object || StorageFacts::stateOf(node.instance) > State::Ok)
        return {};
    // While all is well: how far away the other end is, how large the thing is.
    if (isReplicationPipe(node.path())) {
        const auto trip = node.instance.value(u"RoundTripTime").toUnsigned();
        return trip && *trip > 0 ? formatRoundTrip(*trip) : QString();
    }
    if (!poolSpace(node.instance))
        if (const auto size = objectSize(node.instance))
            return amount(*size, unitOf(node.instance));
    return {};
}

QString WindowWords::amount(quint64 value, const ResourceUnit &unit) const
{
    return formatAmount(value, unit);
}

QString WindowWords::header(QLatin1StringView column) const
{
    static constexpr std::pair<QLatin1StringView, const char *> columns[] = {
        {"name"_L1, QT_TRANSLATE_NOOP("Words", "Name")},
        {"kind"_L1, QT_TRANSLATE_NOOP("Words", "Kind")},
        {"size"_L1, QT_TRANSLATE_NOOP("Words", "Size")},
        {"filled"_L1, QT_TRANSLATE_NOOP("Words", "Filled")},
        {"state"_L1, QT_TRANSLATE_NOOP("Words", "State")},
        {"job"_L1, QT_TRANSLATE_NOOP("Words", "Job")},
        {"system"_L1, QT_TRANSLATE_NOOP("Words", "System")},
        {"progress"_L1, QT_TRANSLATE_NOOP("Words", "Progress")},
        {"amount"_L1, QT_TRANSLATE_NOOP("Words", "Done")},
        {"result"_L1, QT_TRANSLATE_NOOP("Words", "Time left / result")},
        {"outcome"_L1, QT_TRANSLATE_NOOP("Words", "What came of it")},
        {"person"_L1, QT_TRANSLATE_NOOP("Words", "Who")},
        {"when"_L1, QT_TRANSLATE_NOOP("Words", "When")},
        {"took"_L1, QT_TRANSLATE_NOOP("Words", "Took")},
        {"started"_L1, QT_TRANSLATE_NOOP("Words", "Started")},
        {"type"_L1, QT_TRANSLATE_NOOP("Words", "Type")},
        {"value"_L1, QT_TRANSLATE_NOOP("Words", "Value")},
        {"buttons"_L1, nullptr},
        {"property"_L1, QT_TRANSLATE_NOOP("Words", "Property")},
    };
    for (const auto &[id, text] : columns) {
        if (id == column)
            return text ? Words::tr(text) : QString();
    }
    return ModelWords::header(column);
}

QString WindowWords::jobCell(QLatin1StringView column, const JobRecord &record,
                             const JobFigures &figures) const
{
    if (column == "job"_L1)
        return jobTitle(m_console, record);
    if (column == "system"_L1)
        return systemName(m_console, record.systemId);
    if (column == "progress"_L1) {
        switch (record.state) {
        case JobRecord::State::Succeeded:
            return Words::tr("All done");
        case JobRecord::State::Failed:
            return record.isUnknown()      ? Words::tr("Outcome unknown")
                : mayHaveLeftParts(record) ? Words::tr("Parts may be left")
                                           : Words::tr("Nothing was changed");
        case JobRecord::State::Stopped:
            return mayHaveLeftParts(record) ? Words::tr("Parts may be left")
                                            : Words::tr("Nothing was changed");
        default:
            return {};
        }
    }
    if (column == "amount"_L1)
        return amount(record, figures);
    if (column == "result"_L1)
        return result(record, figures);
    if (column == "outcome"_L1)
        return record.state == JobRecord::State::Succeeded ? Words::tr("Done")
                                                           : result(record, figures);
    if (column == "person"_L1)
        return record.signedInAs.isEmpty() || record.signedInAs == record.person
            ? record.person
            : Words::tr("%1 as %2", "a person, the user that a system knows")
                  .arg(isolated(record.person), isolated(record.signedInAs));
    if (column == "when"_L1)
        return QLocale().toString(record.submitted.toLocalTime(), QLocale::ShortFormat);
    if (column == "took"_L1)
        return record.ended.isValid()
            ? formatDuration(std::chrono::milliseconds(record.submitted.msecsTo(record.ended)))
            : QString();
    if (column == "started"_L1)
        return QLocale().toString(record.submitted.toLocalTime().time(), u"HH:mm:ss"_s);
    return {};
}

QString WindowWords::amount(const JobRecord &record, const JobFigures &figures) const
{
    if (record.state == JobRecord::State::Checking)
        return Words::tr("Reading again");
    if (record.failure && record.failure->offered.isValid()
        && record.failure->offered.toULongLong() > 0)
        return Words::tr("Nearest size %1").arg(formatSize(record.failure->offered.toULongLong()));
    if (!record.size)
        return {};
    if (record.over())
        return record.state == JobRecord::State::Succeeded ? formatSize(*record.size) : QString();
    const QString done = Words::tr("%1 of %2")
                             .arg(formatSize(figures.bytesDone.value_or(0)),
                                  formatSize(*record.size));
    return figures.rate ? Words::tr("%1 · %2").arg(done, formatRate(*figures.rate)) : done;
}

QString WindowWords::result(const JobRecord &record, const JobFigures &figures) const
{
    const std::chrono::milliseconds took(record.submitted.isValid() && record.ended.isValid()
                                             ? record.submitted.msecsTo(record.ended)
                                             : 0);
    switch (record.state) {
    case JobRecord::State::Recorded:
    case JobRecord::State::Sent:
        return Words::tr("Being sent");
    case JobRecord::State::Running:
    case JobRecord::State::Stopping:
        return followed(record, figures);
    case JobRecord::State::Checking:
        return checkingText(record);
    case JobRecord::State::Succeeded:
        return Words::tr("Done in %1").arg(formatDuration(took));
    case JobRecord::State::Stopped:
        return (record.jobState == JobState::Killed ? Words::tr("Killed after %1")
                                                    : Words::tr("Stopped after %1"))
            .arg(formatDuration(took));
    case JobRecord::State::Failed:
        if (!record.failure)
            return Words::tr("Failed");
        if (record.isUnknown())
            return record.doubt == Doubt::None
                ? Words::tr("Outcome unknown")
                : Words::tr("Unknown: %1", "why nobody knows what became of a job")
                      .arg(doubtText(record.doubt));
        if (isUnsent(*record.failure))
            return Words::tr("Not sent; the answer on its setting was lost");
        if (record.failure->cause == Failure::Cause::NotDone)
            return Words::tr("Not done; the answer was lost");
        return Words::tr("Failed: %1").arg(problemText(record.failure->cause));
    }
    return {};
}

} // namespace Cistern
