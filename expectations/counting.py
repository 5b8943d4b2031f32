"""Counting the rows that meet a condition: all conditions on a table in one pass over it.

The expectation of Great Expectations asks the database twice, for the rows and for their number, whatever form the
result is to have. Here the numbers of all expectations on a table come with one statement, as those of expectations on
columns do; rows are asked for only where they are to be shown.
"""

from typing import Any, ClassVar

import great_expectations.expectations.core as gxe
from great_expectations.compatibility.sqlalchemy import sqlalchemy as sa
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
from great_expectations.core.result_format import ResultFormat
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_partial
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.expectations.registry import get_metric_kwargs
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

_METRIC = "table.rows_meeting"
_ROWS = "unexpected_rows_query.table"


class RowsMeeting(TableMetricProvider):
    """The number of rows that meet `condition`, SQL over the columns of the table."""

    metric_name = _METRIC
    value_keys = ("condition",)

    @metric_partial(
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(
        cls,  # noqa: N805
        execution_engine: SqlAlchemyExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,  # noqa: ANN401
    ) -> tuple[sa.ColumnElement[int], dict[str, Any], dict[str, Any]]:
        del execution_engine
        condition: sa.ColumnElement[bool] = sa.literal_column(metric_value_kwargs["condition"])
        return sa.func.count().filter(condition), metric_domain_kwargs, {}


class NoRowsExpectation(gxe.UnexpectedRowsExpectation):
    """Expect that no row meets `condition`; `unexpected_rows_query` gives those that do."""

    condition: str

    metric_dependencies: ClassVar[tuple[str, ...]] = (_METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = ("condition", "unexpected_rows_query")

    def get_validation_dependencies(
        self, execution_engine: ExecutionEngine[Any] | None = None, runtime_configuration: dict[str, Any] | None = None
    ) -> ValidationDependencies:
        """Ask for the number of rows, and for the rows where the result is to show them."""
        needed = super().get_validation_dependencies(execution_engine, runtime_configuration)
        if needed.result_format["result_format"] == ResultFormat.COMPLETE:
            given = get_metric_kwargs(_ROWS, self.configuration, runtime_configuration)
            needed.set_metric_configuration(
                _ROWS, MetricConfiguration(_ROWS, given["metric_domain_kwargs"], given["metric_value_kwargs"])
            )
        return needed

    def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:  # noqa: ANN401
        details = {"details": {"unexpected_rows": metrics[_ROWS]}} if _ROWS in metrics else {}
        return {"success": metrics[_METRIC] == 0, "result": {"observed_value": metrics[_METRIC], **details}}
