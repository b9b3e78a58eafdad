// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What the history finds as a file: JSON, or a table (CSV) that no spreadsheet takes for formulas.
// Owned by who asked; GUI thread, files are written in the pool.
//
// CSV: RFC 4180, UTF-8 with a byte order mark, one line a record below a line of names, which are
// those of the JSON objects. Nothing is an empty cell; lists and arguments are JSON in the cell. A
// cell that would begin with = + - @ ' or a control character has one ' put before it; who reads
// the file back takes one ' away from each cell that begins with it, and has the text as it was.
#pragma once

#include "services/jobs/jobhistory.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

namespace Cistern {

enum class ExportFormat { Csv, Json };

QString csvCell(const QString &text); // as it stands in the file, with quotes where they are needed
QByteArray csvHeader();
QByteArray csvLine(const JobRecord &record, const SystemNames &systems);
QByteArray jsonLine(const JobRecord &record, const SystemNames &systems);

class HistoryExport : public QObject
{
    Q_OBJECT

public:
    HistoryExport(JobHistory &history, const SystemNames &systems, QObject *parent = nullptr);

    // All that the query finds, up to now, oldest first; how many. The file is there when all of it
    // is written, or not at all (Storage).
    Answer<qint64> write(const HistoryQuery &query, ExportFormat format, const QString &fileName);

Q_SIGNALS:
    void wrote(qint64 records, qint64 all);

private:
    struct Work;
    void next(const std::shared_ptr<Work> &work);

    JobHistory &m_history;
    SystemNames m_systems;
};

} // namespace Cistern
