// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Calls that were begun and not sent, one for each kind of wizard and run of the program, so that a
// crash loses nothing; those of other runs that still live are not seen.
// They lie in the history database and hold no secret. Owned by app/services; GUI thread.
#pragma once

#include "services/core/async.h"
#include "services/schema/methodcall.h"

#include <QDateTime>
#include <QObject>

#include <optional>

namespace Cistern {

class HistoryFile;

struct Draft
{
    QString systemId;
    MethodCall call;
    QDateTime changed; // UTC
};

struct KeptDraft
{
    QString kind;
    Draft draft;
};

class Drafts : public QObject
{
    Q_OBJECT

public:
    explicit Drafts(HistoryFile &file, QObject *parent = nullptr);

    Answer<Done> keep(const QString &kind, const Draft &draft, QObject *owner);
    Answer<std::optional<Draft>> find(const QString &kind, const QString &systemId, QObject *owner);
    // The latest first; what this version can't read is left out.
    Answer<QList<KeptDraft>> all(QObject *owner);
    // That of this run. reopened: of that system also what runs left that live no more; empty: of
    // none.
    Answer<Done> forget(const QString &kind, const QString &reopened, QObject *owner);

private:
    HistoryFile &m_file;
};

} // namespace Cistern
