// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Changes a pool: name, size, sources. Only what was changed is sent, and each change is shown as
// old and new. Owned by its window. GUI thread.
#pragma once

#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

#include <optional>

namespace Cistern {

class FieldProblem;
class Label;
class NameEdit;
class PropertyGrid;
class SizeEdit;
class SizeQuestion;
class SourcePicker;

class PoolSheet : public DialogFrame
{
    Q_OBJECT

public:
    enum Field { Name, Size };

    PoolSheet(const Console &console, const QString &systemId, const CimPath &pool,
              QWidget *parent = nullptr);

    void focus(Field field);
    // Whether it shows all that the call says.
    static bool holds(const MethodCall &call);
    void setCall(const MethodCall &call);
    void setProblem(const Failure &failure);
    MethodCall call() const; // with the changed fields alone

Q_SIGNALS:
    void committed(const QString &systemId, const Cistern::MethodCall &call);

public Q_SLOTS:
    void accept() override;

private:
    void fillSources();
    void askRange();
    void takeRange();
    void check();
    bool nameChanged() const;
    bool sizeChanged() const;
    bool sourcesChanged() const;

    Console m_console;
    QString m_systemId;
    CimPath m_pool;
    QString m_oldName;
    quint64 m_oldSize = 0;
    quint64 m_used = 0;
    QList<CimPath> m_oldPools;
    bool m_committed = false;
    NameEdit *m_name;
    SizeEdit *m_size;
    Label *m_sizeHint;
    SourcePicker *m_sources;
    FieldProblem *m_sourceProblem;
    PropertyGrid *m_changes;
    SizeQuestion *m_question;
    QPushButton *m_change;
};

} // namespace Cistern
