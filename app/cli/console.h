// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Where a command's words go: results to standard output, all else to standard error. What a
// terminal would obey is made visible first. Owned by the session; GUI thread.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace Cistern::Cli {

class Console
{
public:
    explicit Console(bool json);

    bool json() const { return m_json; }
    void print(const QString &line);
    void print(const QJsonObject &object); // one line
    // Columns as wide as their widest cell; nothing at all when there are no rows.
    void table(const QStringList &heads, const QList<QStringList> &rows);
    void note(const QString &line); // standard error
    // One line that is written over where standard error is a terminal; else a line each ten
    // percent.
    void progress(const QString &what, std::optional<int> percent);
    void endProgress();

private:
    void write(int descriptor, const QString &text);

    bool m_json;
    bool m_terminal; // standard error is one
    bool m_bar = false;
    int m_told = -1;
    QString m_what;
};

// Control characters as their pictures, direction marks as U+XXXX: data can't steer the terminal.
QString visible(const QString &text);

} // namespace Cistern::Cli
