// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The services that windows, wizards and dialogs work with. Handed down by main, which owns what is
// behind the references and outlives every window. GUI thread.
#pragma once

#include "services/core/async.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace Cistern {

class Clock;
class Connections;
class CredentialBook;
class Inventory;
class JobHistory;
class JobTracker;
class Refresher;
class SecretSource;
class SystemBook;

// What the practice site can be told to do wrong.
enum class PracticeFault : quint8 { Slow, Refuse, Drop, SizeNotSupported, Busy };

struct Console
{
    Clock &clock;
    SystemBook &book;
    Connections &connections;
    Inventory &inventory;
    Refresher &refresher;
    JobTracker &jobs;
    JobHistory &history;
    CredentialBook &credentials;
    SecretSource &secrets;
    // Makes a folder of this computer a storage location; limit in bytes, none: all that is free.
    std::function<Answer<Done>(const QString &folder, std::optional<quint64> limit, QObject *owner)>
        addLocation;
    // Names of objects that records speak of, by system and path: they stay known when the object
    // is gone.
    std::shared_ptr<QHash<QString, QString>> names;
    // Puts the practice site's systems into the list and connects them; their ids. None of the
    // three where a console has no practice site.
    std::function<Answer<QStringList>(QObject *owner)> openPractice = {};
    std::function<bool()> practiceIsOpen = {};
    std::function<void(PracticeFault fault, bool on)> setPracticeFault = {};
};

} // namespace Cistern
