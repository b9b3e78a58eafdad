// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The practice site as systems of the console: made when missing, put into the list of systems.
// GUI thread; the work itself is done elsewhere.
#pragma once

#include "app/services.h"
#include "services/provider/practice.h"

#include <QStringList>

namespace Cistern {

QList<ConnectionSpec> practiceSystems(const PracticeSite &site);
PracticeSite practiceSite(const Services &services); // below the data folder

// Makes the site when it is missing. Exists: the folder holds something else.
Answer<Done> makePracticeSite(const PracticeSite &site, QObject *owner);
// Makes the site below the data folder when it is missing, puts its systems into the list; their
// ids.
Answer<QStringList> addPracticeSite(Services &services, QObject *owner);
// Adds it, connects its systems, and starts a job that takes its time on one of them.
Answer<QStringList> openPracticeSite(Services &services, QObject *owner);
bool practiceSiteIsOpen(Services &services); // its systems are listed
void setPracticeSwitch(const PracticeSite &site, PracticeSwitch which, bool on);

} // namespace Cistern
