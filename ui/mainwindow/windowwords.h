// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What models show in words and pictures: names, kinds, icons, states, and the cells of the jobs.
// Owned by the main window; GUI thread.
#pragma once

#include "models/modelwords.h"
#include "ui/widgets/console.h"

namespace Cistern {

class WindowWords : public ModelWords
{
public:
    explicit WindowWords(const Console &console);

    QString name(const Node &node) const override;
    bool isNamedByOthers(const Node &node) const override;
    QString kind(const Node &node) const override;
    QString icon(const Node &node) const override;
    QString stateText(State state, const Node &node) const override;
    QString systemStateText(const SystemState &state) const override;
    QString detail(const Node &node, qsizetype children) const override;
    QString toolTip(const Node &node) const override;
    QString warning(const Node &node) const override;
    QString both(const QString &state, const QString &warning) const override;
    QString amount(quint64 value, const ResourceUnit &unit) const override;
    QString header(QLatin1StringView column) const override;
    QString jobCell(QLatin1StringView column, const JobRecord &record,
                    const JobFigures &figures) const override;

private:
    QString pipeName(const Node &node) const;
    QString amount(const JobRecord &record, const JobFigures &figures) const;
    QString result(const JobRecord &record, const JobFigures &figures) const;

    Console m_console;
};

} // namespace Cistern
