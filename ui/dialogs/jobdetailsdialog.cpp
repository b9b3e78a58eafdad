// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/dialogs/jobdetailsdialog.h"

#include "models/jobmodel.h"
#include "models/recordfacts.h"
#include "models/reversecall.h"
#include "services/core/onpool.h"
#include "services/jobs/jobtracker.h"
#include "services/wsman/readablexml.h"
#include "ui/text/doubtwords.h"
#include "ui/text/messages.h"
#include "ui/text/units.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/calltexts.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/propertygrid.h"
#include "ui/widgets/recordbanner.h"
#include "ui/widgets/texttabs.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTabBar>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString clockText(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime().time(), u"HH:mm:ss.z"_s)
                          : QString();
}

LadderRung rung(State state, const QString &name, const QDateTime &time, const QString &text = {})
{
    LadderRung made;
    made.state = state;
    made.name = name;
    made.text = text;
    made.time = clockText(time);
    return made;
}

PropertyRow fact(const QString &label, const QString &value, const QString &exact = {})
{
    PropertyRow row;
    row.label = label;
    row.value = value;
    row.exact = exact;
    return row;
}

bool hasLeft(const JobRecord &record)
{
    return !record.messageId.isEmpty() || record.returnValue || !record.job.isEmpty();
}

// What was not asked for from here was begun by others.
QString beginWords(const JobRecord &record)
{
    if (record.isOurs())
        return JobDetailsDialog::tr("Written down");
    return record.startedBy.isEmpty()
        ? JobDetailsDialog::tr("Started by somebody else")
        : JobDetailsDialog::tr("Started by %1").arg(isolated(record.startedBy));
}

QString endWords(const JobRecord &record)
{
    switch (record.state) {
    case JobRecord::State::Succeeded:
        return JobDetailsDialog::tr("Finished");
    case JobRecord::State::Stopped:
        return JobDetailsDialog::tr("Stopped");
    case JobRecord::State::Failed:
        return record.isUnknown() ? JobDetailsDialog::tr("Outcome unknown")
            : !hasLeft(record)    ? JobDetailsDialog::tr("Not sent")
            : record.failure && record.failure->cause == Failure::Cause::NotDone
            ? JobDetailsDialog::tr("Not done; the answer was lost")
            : record.job.isEmpty() ? JobDetailsDialog::tr("Refused")
                                   : JobDetailsDialog::tr("Failed");
    case JobRecord::State::Checking:
        return checkingText(record);
    case JobRecord::State::Stopping:
        return JobDetailsDialog::tr("Stop asked for");
    default:
        return JobDetailsDialog::tr("Not over yet");
    }
}
} // namespace

JobDetailsDialog::JobDetailsDialog(const Console &console, const JobRecord &record, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_record(record)
    , m_banner(new Banner(this, Banner::Buttons::Below))
    , m_timeline(new LadderView(this))
    , m_facts(new PropertyGrid(this))
    , m_tabs(new TextTabs(this))
{
    setWindowTitle(tr("Job details"));
    m_facts->setMaximumColumns(1);
    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(new Label(Label::Kind::Heading, tr("Timeline"), this));
    left->addWidget(m_timeline);
    left->addSpacing(8);
    left->addWidget(m_facts);
    left->addStretch(1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(24);
    columns->addLayout(left, 2);
    columns->addWidget(m_tabs, 3);
    content()->addWidget(m_banner);
    content()->addLayout(columns, 1);
    m_again = new QPushButton(icon("refresh"_L1), tr("&Run again with these values…"), this);
    addSide(m_again);
    m_reverse = new QPushButton(tr("&Prepare the reverse action…"), this);
    m_reverse->setToolTip(tr("Opens the form that undoes this, filled in. Nothing is sent before "
                             "you have looked at it."));
    addSide(m_reverse);
    connect(m_reverse, &QPushButton::clicked, this, [this] {
        const JobRecord undone = m_record;
        accept();
        Q_EMIT reverseAsked(undone);
    });
    QPushButton *close = addReject(tr("Close"));
    close->setDefault(true);
    connect(m_again, &QPushButton::clicked, this, [this] { reopen(false); });
    connect(m_banner, &Banner::actionTriggered, this, [this](int index) {
        if (m_record.mayCheck())
            Q_EMIT checkAsked(m_record.id);
        else
            reopen(m_offers && index == 0);
    });
    const auto follow = [this](qint64 id) {
        const JobRecord *changed = id == m_record.id ? m_console.jobs.find(id) : nullptr;
        if (!changed)
            return;
        showRecord(*changed);
        if (changed->over())
            readExchange();
    };
    connect(&console.jobs, &JobTracker::recordChanged, this, follow);
    const JobRecord *now = console.jobs.find(record.id); // what goes on is known there first
    showRecord(now ? *now : record);
    showTexts();
    readExchange();
    resize(1100, 680);
    close->setFocus();
}

void JobDetailsDialog::reopen(bool useOffered)
{
    const JobRecord record = m_record;
    accept();
    Q_EMIT reopenAsked(record, useOffered);
}

void JobDetailsDialog::readExchange()
{
    const auto readable = andThen(m_console.history.exchange(m_record.id, this), this,
                                  [](const ExchangeText &exchange) {
                                      return onPool([exchange]() -> Outcome<Readable> {
                                          return Readable{.request = readableXml(exchange.request),
                                                          .reply = readableXml(exchange.reply)};
                                      });
                                  });
    onDone(readable, this, [this](const Outcome<Readable> &exchange) {
        if (!exchange)
            return; // the rest of the record is worth reading without it
        m_exchange = *exchange;
        showTexts();
    });
}

// The answer first, for that is what people look for; what was sent as it was sent.
void JobDetailsDialog::showTexts()
{
    const QString note = tr("Passwords and tickets are never part of this text.");
    QList<TextTab> tabs;
    if (!m_exchange.reply.isEmpty())
        tabs.append({.label = tr("Reply"),
                     .text = m_exchange.reply,
                     .note = note,
                     .fileName = u"reply.xml"_s});
    if (!m_exchange.request.isEmpty())
        tabs.append({.label = tr("Request"),
                     .text = m_exchange.request,
                     .note = m_exchange.reply.isEmpty()
                         ? tr("No reply that could be read arrived.") + u' ' + note
                         : note,
                     .fileName = u"request.xml"_s});
    if (m_record.call.isValid()) {
        tabs.append({.label = tr("Arguments"),
                     .text = argumentsText(m_record.call),
                     .note = note,
                     .fileName = u"arguments.txt"_s});
        const auto texts = callTexts(m_console, m_record.systemId, m_record.call);
        for (const TextTab &tab : texts) {
            if (m_exchange.request.isEmpty() || tab.fileName != "request.xml"_L1)
                tabs.append(tab);
        }
    }
    QStringList affected;
    const auto paths = affectedBy(m_record);
    for (const CimPath &path : paths)
        affected.append(path.toText());
    if (!affected.isEmpty())
        tabs.append({.label = tr("Objects"),
                     .text = affected.join(u'\n'),
                     .note = tr("All that it made, changed or named."),
                     .fileName = u"objects.txt"_s});
    m_tabs->setTexts(tabs);
    m_tabs->setVisible(!tabs.isEmpty());
}

void JobDetailsDialog::showRecord(const JobRecord &record)
{
    m_record = record;
    const QString system = systemName(m_console, record.systemId);
    QStringList line{system};
    if (!record.person.isEmpty())
        line.append(record.signedInAs.isEmpty() || record.signedInAs == record.person
                        ? tr("started by %1").arg(isolated(record.person))
                        : tr("started by %1 as %2")
                              .arg(isolated(record.person), isolated(record.signedInAs)));
    line.append(locale().toString(record.submitted.toLocalTime(), QLocale::ShortFormat));
    if (record.ended.isValid())
        line.append(tr("took %1").arg(
            formatDuration(std::chrono::milliseconds(record.submitted.msecsTo(record.ended)))));
    setHead(jobState(record), jobTitle(m_console, record), line.join(u" · "_s));

    m_banner->setVisible(record.failure.has_value());
    if (record.failure) {
        m_banner->setText(recordBanner(m_console, record));
        const quint64 offered = record.failure->offered.toULongLong();
        m_offers = offered > 0;
        QStringList buttons;
        if (m_offers)
            buttons.append(tr("Use %1…").arg(formatSize(offered)));
        if (record.mayCheck())
            buttons.append(tr("Check again"));
        else if (record.isRepeatable() && record.over())
            buttons.append(tr("Change and try again…"));
        m_banner->setActions(buttons);
    }

    QList<LadderRung> rungs{rung(State::Ok, beginWords(record), record.submitted)};
    if (record.state == JobRecord::State::Recorded)
        rungs.append(rung(State::Busy, tr("Waiting to be sent"), {}));
    else if (record.isOurs() && hasLeft(record))
        rungs.append(rung(record.state == JobRecord::State::Sent ? State::Busy : State::Ok,
                          tr("Sent to %1").arg(system), record.sent));
    if (!record.job.isEmpty()) {
        QString text;
        if (record.percent && !record.over())
            text = percentText(*record.percent).replace(u' ', QChar(QChar::Nbsp));
        rungs.append(rung(record.over() ? State::Ok : State::Busy,
                          tr("Job of %1, last change").arg(system), record.progressed, text));
    }
    if (record.stopAsked.isValid())
        rungs.append(rung(State::Ok, tr("Stop asked for"), record.stopAsked));
    if (record.stopFailure)
        rungs.append(rung(State::Warning,
                          record.stopRefused ? tr("Stop refused") : tr("Answer to the stop lost"),
                          {}, causeText(*record.stopFailure, system)));
    rungs.append(rung(record.over()                                    ? jobState(record)
                          : record.state == JobRecord::State::Checking ? State::Warning
                                                                       : State::Untried,
                      endWords(record), record.ended));
    m_timeline->setRungs(rungs);

    m_facts->setGroups({factsOf(record)});
    m_again->setVisible(record.isRepeatable());
    m_again->setEnabled(record.over());
    m_reverse->setVisible(reverseOf(record).has_value());
}

PropertyGroup JobDetailsDialog::factsOf(const JobRecord &record) const
{
    PropertyGroup facts;
    facts.rows.append(
        fact(tr("Job"),
             record.job.isEmpty() ? record.over() ? tr("none, answered at once") : tr("none yet")
                 : record.job.keys().isEmpty() ? record.job.toText()
                                               : record.job.keys().first().value.toText()));
    if (record.call.isValid())
        facts.rows.append(fact(tr("Method"), QString(record.call.decl().name)));
    if (!record.messageId.isEmpty())
        facts.rows.append(fact(tr("Message ID"), record.messageId));
    if (record.returnValue)
        facts.rows.append(fact(tr("Answer"), QString::number(*record.returnValue)));
    if (record.call.isValid()) {
        if (const auto asked = record.call.argument(u"Size").toUnsigned())
            facts.rows.append(fact(tr("Asked for"), formatSize(*asked), formatExact(*asked)));
    }
    if (record.size && record.state == JobRecord::State::Succeeded)
        facts.rows.append(fact(tr("Made"), formatSize(*record.size), formatExact(*record.size)));
    if (record.failure && record.failure->offered.toULongLong() > 0)
        facts.rows.append(fact(tr("Offered"), formatSize(record.failure->offered.toULongLong())));
    if (!record.statusText.isEmpty())
        facts.rows.append(fact(tr("The system says"), record.statusText));
    return facts;
}

} // namespace Cistern
