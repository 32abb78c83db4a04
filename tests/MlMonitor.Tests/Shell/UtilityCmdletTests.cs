using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Shell;

[Collection(ModuleCollection.Name)]
public sealed class UtilityCmdletTests : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor-").FullName;

    public UtilityCmdletTests()
    {
        _host.SetVariable("folder", _folder);
        _host.Run("""
            $global:things = 1..3 | ForEach-Object { [pscustomobject]@{ Name = "t$_"; Size = $_; Kind = if ($_ -gt 1) { 'b' } else { 'a' } } }
            """);
    }

    public void Dispose()
    {
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("($things | Select-Object Name, @{ n = 'Twice'; e = { $_.Size * 2 } } -Last 1).Twice", "6")]
    [InlineData("$things | Select-Object -First 2 -ExpandProperty Name", "t1,t2")]
    [InlineData("$things | Select-Object -Skip 1 -ExpandProperty Name", "t2,t3")]
    [InlineData("($things | Select-Object Kind -Unique).Kind", "a,b")]
    [InlineData("($things | Select-Object * -ExcludeProperty Size)[0].PSObject.Properties.Name", "Name,Kind")]
    [InlineData("($things | Select-Object Nothing)[0].PSObject.Properties.Name", "Nothing")]
    [InlineData("($things | Sort-Object Size -Descending).Name", "t3,t2,t1")]
    [InlineData("($things | Sort-Object Kind, @{ e = 'Size'; Descending = $true }).Name", "t1,t3,t2")]
    [InlineData("'b', 'A', 'a' | Sort-Object -Unique", "A,b")]
    [InlineData("10, 9, 100 | Sort-Object", "9,10,100")]
    [InlineData("$things | Group-Object Kind | ForEach-Object { \"$($_.Name)=$($_.Count):$($_.Group.Name)\" }", "a=1:t1,b=2:t2 t3")]
    [InlineData("($things | Group-Object Kind -NoElement)[1].Count", "2")]
    [InlineData("$m = $things | Measure-Object Size -Sum -Average -Minimum -Maximum; $m.Count, $m.Sum, $m.Average, $m.Minimum, $m.Maximum", "3,6,2,1,3")]
    [InlineData("($things | Get-Member -MemberType NoteProperty).Name", "Kind,Name,Size")]
    [InlineData("$things[0] | ConvertTo-Json -Compress", """{"Name":"t1","Size":1,"Kind":"a"}""")]
    [InlineData("[ordered]@{ a = @(1, 2.5, $null, $true) } | ConvertTo-Json -Compress", """{"a":[1,2.5,null,true]}""")]
    [InlineData("""$o = '{"a":{"b":[1,2.5]},"t":"2026-01-02T03:04:05Z"}' | ConvertFrom-Json; $o.a.b[0].GetType().Name, $o.a.b[1], $o.t.Year""", "Int64,2.5,2026")]
    [InlineData("""('{"a":{"b":1}}' | ConvertFrom-Json -AsHashtable).a.b""", "1")]
    [InlineData("$things[0] | ConvertTo-Csv", "\"Name\",\"Size\",\"Kind\",\"t1\",\"1\",\"a\"")]
    [InlineData("Join-Path a b c | Split-Path -Leaf", "c")]
    [InlineData("(New-TimeSpan -Hours 2 -Minutes 30).TotalMinutes", "150")]
    [InlineData("(Get-Date -Date 2026-01-02).Year; Get-Date 2026-01-02 -Format yyyy/MM", "2026,2026/01")]
    [InlineData("1, 2 | Write-Output", "1,2")]
    [InlineData("Test-Path env:PATH; Test-Path nodrive:x; Test-Path $folder -PathType Leaf; Test-Path $folder -PathType Container", "True,False,False,True")]
    public void A_utility_cmdlet_answers_as_that_of_PowerShell(string script, string expected)
    {
        var result = _host.Run(script);

        Assert.Empty(result.Errors);
        Assert.Equal(expected, string.Join(',', result.Output.Select(item => item.ToString())));
    }

    [Fact]
    public void Select_Object_ends_a_command_that_would_go_on_for_ever()
    {
        var result = _host.Run("& { while ($true) { 1 } } | Select-Object -First 2");

        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_table_has_the_columns_asked_for_even_if_many()
    {
        var result = _host.Run("$things | Format-Table Name, Size, @{ n = 'A'; e = { 1 } }, @{ n = 'B'; e = { 2 } }, @{ n = 'C'; e = { 3 } }");

        Assert.Matches("Name +Size +A +B +C", result.Rendered);
    }

    [Fact]
    public void A_table_can_be_grouped()
    {
        var rendered = _host.Run("$things | Format-Table Name -GroupBy Kind").Rendered;

        Assert.Contains("   Kind: a", rendered, StringComparison.Ordinal);
        Assert.Contains("   Kind: b", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_has_one_line_a_property()
    {
        var rendered = _host.Run("$things[0] | Format-List Name, Size").Rendered;

        Assert.Equal("Name : t1\nSize : 1", rendered);
    }

    [Fact]
    public void Out_String_gives_what_the_console_shows()
    {
        var text = _host.Run("$things | Format-Table Name | Out-String -Width 40").Single.ToString();

        Assert.Equal(["Name", "----", "t1", "t2", "t3"], text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Groups_and_measures_have_the_engines_views()
    {
        Assert.StartsWith("Count Name ", _host.Run("$things | Group-Object Kind").Rendered, StringComparison.Ordinal);
        Assert.StartsWith("Count ", _host.Run("$things | Measure-Object").Rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_deeper_than_asked_for_is_cut_with_a_warning()
    {
        var result = _host.Run("@{ a = @{ b = @{ c = 1 } } } | ConvertTo-Json -Depth 1 -Compress");

        Assert.Equal("""{"a":{"b":"System.Collections.Hashtable"}}""", result.Single.ToString());
        Assert.Contains("depth of 1", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_comes_back_as_it_went()
    {
        var result = _host.Run("""
            [pscustomobject]@{ A = 'say "x", y'; B = "two`nlines" } | Export-Csv $folder/x.csv
            Import-Csv $folder/x.csv
            """);

        Assert.Equal("say \"x\", y", result.Single.Properties["A"].Value);
        Assert.Equal("two\nlines", result.Single.Properties["B"].Value);
    }

    [Fact]
    public void Files_are_made_written_read_listed_and_removed()
    {
        var result = _host.Run("""
            $null = New-Item -ItemType Directory $folder/d
            'a', 'b' | Set-Content $folder/d/f.txt
            (Get-Content $folder/d/f.txt).Count
            Get-Content $folder/d/f.txt -Raw
            (Get-ChildItem $folder -Recurse -File).Name
            'c' > $folder/d/f.txt
            Get-Content $folder/d/f.txt
            Remove-Item $folder/d -Recurse
            Test-Path $folder/d
            """);

        Assert.Empty(result.Errors);
        var expected = new object[] { 2, $"a{Environment.NewLine}b{Environment.NewLine}", "f.txt", "c", false };
        Assert.Equal(expected, result.Output.Select(item => item.BaseObject));
    }

    [Fact]
    public void What_is_not_there_is_an_error()
    {
        var result = _host.Run("Get-Content $folder/none; Remove-Item $folder/none; Set-Location $folder/none");

        Assert.Equal(3, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("PathNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }
}
