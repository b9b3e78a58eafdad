// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One commit from sending to its end: what failed and what to do, the timeline, the request.
// Follows the record while it is open. Owned by its window. GUI thread.
#pragma once

#include "services/jobs/jobrecord.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

namespace Cistern {

class Banner;
class LadderView;
class PropertyGrid;
class TextTabs;

class JobDetailsDialog : public DialogFrame
{
    Q_OBJECT

public:
    JobDetailsDialog(const Console &console, qint64 job, QWidget *parent = nullptr);

Q_SIGNALS:
    void reopenAsked(qint64 job, bool useOffered);

private:
    void showRecord(const JobRecord &record);
    void reopen(bool useOffered);

    Console m_console;
    qint64 m_job;
    bool m_offers = false;
    Banner *m_banner;
    LadderView *m_timeline;
    PropertyGrid *m_facts;
    TextTabs *m_tabs;
    QPushButton *m_again;
};

} // namespace Cistern
