// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// One commit from sending to its end: what failed and what to do, the timeline, the request.
// Follows the record while it is open. Owned by its window. GUI thread.
#pragma once

#include "services/jobs/jobhistory.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

namespace Cistern {

class Banner;
class LadderView;
class PropertyGrid;
struct PropertyGroup;
class TextTabs;

class JobDetailsDialog : public DialogFrame
{
    Q_OBJECT

public:
    JobDetailsDialog(const Console &console, const JobRecord &record, QWidget *parent = nullptr);

Q_SIGNALS:
    void checkAsked(qint64 id); // what became of it
    void reverseAsked(const Cistern::JobRecord &record);
    void reopenAsked(const Cistern::JobRecord &record, bool useOffered);

private:
    void showRecord(const JobRecord &record);
    void showTexts();
    void readExchange();
    PropertyGroup factsOf(const JobRecord &record) const;
    void reopen(bool useOffered);

    Console m_console;
    JobRecord m_record;
    struct Readable
    {
        QString request, reply; // as they went over the wire
    };
    Readable m_exchange;
    bool m_offers = false;
    Banner *m_banner;
    LadderView *m_timeline;
    PropertyGrid *m_facts;
    TextTabs *m_tabs;
    QPushButton *m_again;
    QPushButton *m_reverse;
};

} // namespace Cistern
