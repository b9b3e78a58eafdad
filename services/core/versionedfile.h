// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A JSON file with a version: read whole, saved through a side file with three rotating copies.
// Owned by the list it keeps; GUI thread; the file is read and written on a pool of one thread, so
// changes reach it in order.
#pragma once

#include "services/core/async.h"

#include <QJsonArray>
#include <QObject>
#include <QThreadPool>

#include <optional>

namespace Cistern {

class VersionedFile : public QObject
{
    Q_OBJECT

public:
    // rows is the name of the one array that the file holds; versions up to this one are read.
    VersionedFile(const QString &file, const QString &rows, int version, QObject *parent);

    // Rows as they lie there; none when there is no file. Malformed: code is the line, parameter
    // the file, serverText what is wrong there.
    Answer<QJsonArray> load(QObject *owner);
    // Not before what lies there was understood: writing over it would lose it.
    Answer<Done> save(const QJsonArray &rows, QObject *owner);
    // The reader of the rows could make nothing of them. What it is told is what the answers of
    // save() tell from then on.
    Failure refuse(const QString &words);

private:
    QString m_file;
    QString m_rows;
    int m_version;
    std::optional<Failure> m_unreadable;
    QThreadPool m_pool;
};

} // namespace Cistern
