// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Creates a volume or a free extent in a pool. Owned by its window. GUI thread.
#pragma once

#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

namespace Cistern {

class BeforeAfter;
class Label;
class NameEdit;
class SizeEdit;
class SizeQuestion;

class VolumeDialog : public DialogFrame
{
    Q_OBJECT

public:
    enum Kind : quint16 { Volume = 2, Extent = 3 }; // as ElementType has them

    VolumeDialog(const Console &console, const QString &systemId, const CimPath &pool, Kind kind,
                 QWidget *parent = nullptr);

    // Whether it shows all that the call says.
    static bool holds(const MethodCall &call);
    void setCall(const MethodCall &call);
    void setProblem(const Failure &failure);
    MethodCall call() const;

Q_SIGNALS:
    void committed(const QString &systemId, const Cistern::MethodCall &call);

public Q_SLOTS:
    void accept() override;

private:
    void takeRange();
    void check();

    Console m_console;
    QString m_systemId;
    CimPath m_pool;
    Kind m_kind;
    bool m_committed = false;
    bool m_touched = false;
    bool m_loading = false;
    NameEdit *m_name;
    SizeEdit *m_size;
    Label *m_range;
    BeforeAfter *m_bars;
    SizeQuestion *m_question;
    QPushButton *m_create;
};

} // namespace Cistern
