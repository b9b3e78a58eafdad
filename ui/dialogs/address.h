// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Reads what people type as an address of a system. Pure function; GUI thread for tr().
#pragma once

#include <QString>
#include <QUrl>

namespace Cistern {

struct Address
{
    QUrl url;                     // empty when there is a problem
    QString problem;              // in words; empty when all is well
    bool droppedPassword = false; // the text held a user or password, which is never kept
};

// "host", "host:port", "[::1]:5985" or a whole http(s) URL; https and the port of the kind where
// the text says neither. The path is /wsman unless the text has one.
Address readAddress(const QString &text, bool https);

} // namespace Cistern
