// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "models/historyexport.h"

#include "models/recordfacts.h"
#include "services/core/onpool.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int pieceSize = 500;
constexpr QLatin1StringView names[] = {
    "id"_L1,        "submitted"_L1,  "ended"_L1,       "person"_L1, "subject"_L1,   "signedInAs"_L1,
    "system"_L1,    "systemName"_L1, "method"_L1,      "target"_L1, "arguments"_L1, "removed"_L1,
    "messageId"_L1, "state"_L1,      "returnValue"_L1, "cause"_L1,  "doubt"_L1,     "serverText"_L1,
    "job"_L1,       "percent"_L1,    "result"_L1,      "size"_L1,   "affected"_L1};

QJsonObject factsOf(const JobRecord &record, const SystemNames &systems)
{
    QJsonObject object = facts(record);
    object[u"systemName"_s] = systems.value(record.systemId, record.systemId);
    return object;
}

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    default:
        return value.toVariant().toString();
    }
}

Failure unwritten(const QSaveFile &file)
{
    return {.cause = Failure::Cause::Storage,
            .stage = Failure::Stage::Storage,
            .parameter = file.fileName(),
            .serverText = file.errorString()};
}
} // namespace

QString csvCell(const QString &text)
{
    // WF-08: nothing that a spreadsheet would work out, also not one that takes semicolons, tabs
    // and line ends for the ends of cells although they stand in quotes.
    QString cell;
    QChar before = u';';
    for (const QChar c : text) {
        const bool begins = before == u';' || before < u' ';
        if (begins && (QStringView(u"=+-@'").contains(c) || (cell.isEmpty() && c < u' ')))
            cell += u'\'';
        cell += c;
        before = c;
    }
    if (std::any_of(cell.begin(), cell.end(),
                    [](QChar c) { return c == u'"' || c == u',' || c == u';' || c < u' '; }))
        cell = u'"' + cell.replace(u'"', "\"\""_L1) + u'"';
    return cell;
}

QByteArray csvHeader()
{
    QStringList cells;
    for (const QLatin1StringView name : names)
        cells.append(QString(name));
    return "\xEF\xBB\xBF" + cells.join(u',').toUtf8() + "\r\n";
}

QByteArray csvLine(const JobRecord &record, const SystemNames &systems)
{
    const QJsonObject object = factsOf(record, systems);
    QStringList cells;
    for (const QLatin1StringView name : names)
        cells.append(csvCell(textOf(object.value(name))));
    return cells.join(u',').toUtf8() + "\r\n";
}

QByteArray jsonLine(const JobRecord &record, const SystemNames &systems)
{
    return QJsonDocument(factsOf(record, systems)).toJson(QJsonDocument::Compact);
}

struct HistoryExport::Work
{
    Work(const QString &fileName) : file(fileName) {}

    HistoryQuery query;
    ExportFormat format = ExportFormat::Csv;
    QSaveFile file; // written by one piece of work after the other
    qint64 written = 0;
    Pledge<qint64> pledge;
};

HistoryExport::HistoryExport(JobHistory &history, const SystemNames &systems, QObject *parent)
    : QObject(parent), m_history(history), m_systems(systems)
{}

Answer<qint64> HistoryExport::write(const HistoryQuery &query, ExportFormat format,
                                    const QString &fileName)
{
    auto work = std::make_shared<Work>(fileName);
    work->query = query;
    work->query.order = HistoryQuery::Order::Submitted;
    work->query.ascending = true; // what comes meanwhile comes behind
    work->query.first = 0;
    work->query.most = pieceSize;
    work->format = format;
    next(work);
    return work->pledge.answer();
}

void HistoryExport::next(const std::shared_ptr<Work> &work)
{
    onDone(m_history.page(work->query, this), this, [this, work](const Outcome<HistoryPage> &page) {
        if (!page)
            return work->pledge.give(page.failure());
        const bool first = work->query.first == 0;
        work->query.first += pieceSize;
        const bool last = work->query.first >= page->all;
        const qint64 all = page->all;
        const auto piece = [work, records = page->records, systems = m_systems, first,
                            last]() -> Outcome<Done> {
            if (first && !work->file.open(QIODevice::WriteOnly))
                return unwritten(work->file);
            QByteArray text;
            const bool csv = work->format == ExportFormat::Csv;
            if (first)
                text = csv ? csvHeader() : QByteArray("[");
            for (const JobRecord &record : records) {
                if (csv)
                    text += csvLine(record, systems);
                else
                    text += (work->written > 0 ? ",\n" : "\n") + jsonLine(record, systems);
                ++work->written;
            }
            if (last && !csv)
                text += "\n]\n";
            if (work->file.write(text) != text.size() || (last && !work->file.commit()))
                return unwritten(work->file);
            return Done();
        };
        onDone(onPool(piece), this, [this, work, last, all](const Outcome<Done> &done) {
            if (!done)
                return work->pledge.give(done.failure());
            Q_EMIT wrote(work->written, all);
            if (last)
                work->pledge.give(work->written);
            else
                next(work);
        });
    });
}

} // namespace Cistern

#include "moc_historyexport.cpp"
