@C17 @wip
Feature: C17 A third party gets a release only with a signed form
  With recipient, content and expiry.

  Scenario: A form that ran out
    Given Anna's form for her GP ended yesterday
    When the release is sent
    Then it is refused
